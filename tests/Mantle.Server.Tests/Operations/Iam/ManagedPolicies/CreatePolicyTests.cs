using Mantle.Core.Accounts;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ManagedPolicies;

[Collection(ServerCollection.Name)]
public class CreatePolicyTests(TestServer server)
{
    [Fact]
    public async Task A_new_policy_has_one_version_and_the_answer_no_description()
    {
        var root = await server.NewAccountAsync();
        var answer = await root.Iam(
            "CreatePolicy",
            ("PolicyName", "p"),
            ("Path", "/a/b/"),
            ("PolicyDocument", IamCalls.AnyPolicy),
            ("Description", "d")
        );
        Assert.Equal(
            "Arn AttachmentCount CreateDate DefaultVersionId IsAttachable Path PermissionsBoundaryUsageCount PolicyId "
                + "PolicyName UpdateDate",
            answer.Members("Policy")
        );
        Assert.Equal(
            (root.Arn("policy/a/b/p"), "v1", "true", "0"),
            (answer.Text("Arn"), answer.Text("DefaultVersionId"), answer.Text("IsAttachable"), answer.Text("AttachmentCount"))
        );
        Assert.Matches("^ANPA[A-Z2-7]{17}$", answer.Text("PolicyId"));
        var tagged = await root.Iam(
            "CreatePolicy",
            ("PolicyName", "q"),
            ("PolicyDocument", IamCalls.AnyPolicy),
            ("Tags.member.1.Key", "k"),
            ("Tags.member.1.Value", "")
        );
        Assert.Equal(("k", ""), (tagged.Text("Key"), tagged.Text("Value")));
    }

    [Fact]
    public async Task Names_are_unique_ignoring_case_whatever_the_path()
    {
        var root = await server.NewAccountAsync();
        await root.NewPolicyAsync("Audit");
        await root.Refused(
            "EntityAlreadyExists",
            "A policy called audit already exists. Duplicate names are not allowed.",
            "CreatePolicy",
            ("PolicyName", "audit"),
            ("Path", "/p/"),
            ("PolicyDocument", IamCalls.AnyPolicy)
        );
    }

    [Fact]
    public async Task Tag_keys_are_unique_whatever_their_case()
    {
        var root = await server.NewAccountAsync();
        await root.Refused(
            "InvalidInput",
            "Duplicate tag keys found.",
            "CreatePolicy",
            ("PolicyName", "p"),
            ("PolicyDocument", IamCalls.AnyPolicy),
            ("Tags.member.1.Key", "a"),
            ("Tags.member.1.Value", "1"),
            ("Tags.member.2.Key", "a"),
            ("Tags.member.2.Value", "2")
        );
        await root.Refused(
            "InvalidInput",
            Taggable.DifferentCase,
            "CreatePolicy",
            ("PolicyName", "p"),
            ("PolicyDocument", IamCalls.AnyPolicy),
            ("Tags.member.1.Key", "a"),
            ("Tags.member.1.Value", "lowercase"),
            ("Tags.member.2.Key", "A"),
            ("Tags.member.2.Value", "uppercase")
        );
    }

    [Fact]
    public async Task An_account_has_1500_policies_of_its_own_at_most()
    {
        var root = await server.NewAccountAsync();
        var text = PolicyText.Of(IamCalls.AnyPolicy);
        await server.SeedAsync(
            root.AccountId,
            change =>
            {
                for (var i = 0; i < 1_500; i++)
                    change.Put(
                        new ManagedPolicy
                        {
                            Name = $"p{i}",
                            Path = "/",
                            Id = UniqueId.New(UniqueId.ManagedPolicy),
                            Arn = root.Arn($"policy/p{i}"),
                            CreateDate = change.Time,
                            UpdateDate = change.Time,
                            Versions = [new ManagedPolicyVersion(1, text, change.Time)],
                            DefaultVersion = 1,
                            NextVersion = 2,
                        }
                    );
            }
        );
        await root.Refused(
            "LimitExceeded",
            "Cannot exceed quota for PoliciesPerAccount: 1500",
            "CreatePolicy",
            ("PolicyName", "a"),
            ("PolicyDocument", IamCalls.AnyPolicy)
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_arn_that_the_policy_will_have()
    {
        var root = await server.NewAccountAsync();
        await root.NeedsExactlyAsync(
            "CreatePolicy",
            root.Arn("policy/a/p"),
            "policy p",
            ("PolicyName", "p"),
            ("Path", "/a/"),
            ("PolicyDocument", IamCalls.AnyPolicy)
        );
    }

    [Fact]
    public async Task Making_a_policy_with_tags_takes_permission_to_tag_it_too()
    {
        var root = await server.NewAccountAsync();
        var caller = await root.NewUserAsync("caller", Documents.Allow("iam:CreatePolicy"));
        (string, string)[] request =
        [
            ("PolicyName", "p"),
            ("PolicyDocument", IamCalls.AnyPolicy),
            ("Tags.member.1.Key", "k"),
            ("Tags.member.1.Value", "v"),
        ];
        await caller.Refused("AccessDenied", null, "CreatePolicy", request);
        await root.PutPolicyAsync(
            "caller",
            IamCalls.AllowWhere("iam:*Policy", """{"ForAllValues:StringEquals":{"aws:TagKeys":"other"}}""")
        );
        await caller.Refused("AccessDenied", null, "CreatePolicy", request);
        await root.PutPolicyAsync("caller", IamCalls.AllowWhere("iam:*Policy", """{"ForAllValues:StringEquals":{"aws:TagKeys":"k"}}"""));
        await caller.Iam("CreatePolicy", request);
    }
}
