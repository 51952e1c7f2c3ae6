using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.AccessReports;

[Collection(ServerCollection.Name)]
public class ListPoliciesGrantingServiceAccessTests(TestServer server)
{
    [Fact]
    public async Task A_users_policies_and_those_of_its_groups_are_told_apart_by_where_they_are()
    {
        var root = await server.NewAccountAsync();
        await root.NewUserAsync("u", Documents.Allow("s3:ListBucket"));
        var managed = await root.NewPolicyAsync(
            "managed",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":["iam:*"],"Resource":"*"}]}"""
        );
        await root.Iam("AttachUserPolicy", ("UserName", "u"), ("PolicyArn", managed));
        await root.Iam("CreateGroup", ("GroupName", "g"));
        await root.Iam("PutGroupPolicy", ("GroupName", "g"), ("PolicyName", "ofgroup"), ("PolicyDocument", Documents.Allow("iam:GetUser")));
        await root.Iam("AddUserToGroup", ("GroupName", "g"), ("UserName", "u"));
        var answer = await root.Iam(
            "ListPoliciesGrantingServiceAccess",
            ("Arn", root.Arn("user/u")),
            ("ServiceNamespaces.member.1", "s3"),
            ("ServiceNamespaces.member.2", "iam"),
            ("ServiceNamespaces.member.3", "sqs")
        );
        Assert.Equal("IsTruncated PoliciesGrantingServiceAccess", answer.Members("ListPoliciesGrantingServiceAccessResult"));
        var entries = answer
            .Find("PoliciesGrantingServiceAccess")!
            .Elements("member")
            .Select(entry =>
                (
                    entry.Element("ServiceNamespace")!.Value,
                    string.Join(
                        ';',
                        entry
                            .Element("Policies")!
                            .Elements("member")
                            .Select(policy =>
                                string.Join(
                                    ',',
                                    policy
                                        .Elements()
                                        .Select(element => $"{element.Name.LocalName}={element.Value}")
                                        .Order(StringComparer.Ordinal)
                                )
                            )
                    )
                )
            );
        Assert.Equal(
            [
                ("iam", "EntityName=g,EntityType=GROUP,PolicyName=ofgroup,PolicyType=INLINE"),
                (
                    "s3",
                    $"EntityName=u,EntityType=USER,PolicyName=policy,PolicyType=INLINE;PolicyArn={managed},PolicyName=managed,"
                        + $"PolicyType=MANAGED"
                ),
                ("sqs", $"PolicyArn={managed},PolicyName=managed,PolicyType=MANAGED"),
            ],
            entries
        );
    }

    [Fact]
    public async Task Many_services_come_page_by_page_while_another_client_writes()
    {
        var root = await server.NewAccountAsync();
        await root.NewUserAsync("u", Documents.Allow("*"));
        string[] services = [.. Enumerable.Range(0, 200).Select(i => $"service{i:D3}")];
        var seen = new List<string>();
        string? marker = null;
        var pages = 0;
        do
        {
            var page = await root.Iam(
                "ListPoliciesGrantingServiceAccess",
                [
                    ("Arn", root.Arn("user/u")),
                    .. services.Select((service, i) => ($"ServiceNamespaces.member.{i + 1}", service)),
                    .. marker is null ? [] : new[] { ("Marker", marker) },
                ]
            );
            seen.AddRange(page.All("ServiceNamespace"));
            marker = page.Find("Marker")?.Value;
            await root.PutPolicyAsync("u", Documents.Allow("*", $"arn:aws:s3:::page{pages++}"));
        } while (marker is not null);
        Assert.Equal(services, seen);
        Assert.Equal(2, pages);
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_holder()
    {
        var root = await server.NewAccountAsync();
        await root.NewRoleAsync("r");
        await root.NeedsExactlyAsync(
            "ListPoliciesGrantingServiceAccess",
            root.Arn("role/r"),
            root.Arn("role/r"),
            ("Arn", root.Arn("role/r")),
            ("ServiceNamespaces.member.1", "s3")
        );
    }
}
