using System.Net;
using System.Text.Json;
using Mantle.Server.Tests.Operations.Admin.Workloads;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.Organizations;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Operations.RolesAnywhere;

/// <summary>
/// A server outside gets a role for its certificate
/// (<see href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-create-session.html"/>).
/// </summary>
public sealed class CreateSessionTests : IAsyncLifetime
{
    readonly TestServer server = new();

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task The_holder_of_a_certificate_has_the_role(bool authorityIsRsa, bool isRsa)
    {
        var outside = await Outside.NewAsync(server, TestAuthority.Root(server.Now, isRsa: authorityIsRsa));
        var workload = outside.Workload(isRsa: isRsa);
        var answer = await outside.CreateAsync(workload);

        var serial = Convert.ToHexStringLower(workload.Certificate.SerialNumberBytes.Span);
        var set = answer.GetProperty("credentialSet")[0];
        Assert.Equal(outside.Role, set.Text("roleArn"));
        Assert.Equal("CN=alice", set.Text("sourceIdentity"));
        Assert.Equal(
            $"arn:aws:sts::{outside.Root.AccountId}:assumed-role/outside/{serial}",
            set.GetProperty("assumedRoleUser").Text("arn")
        );
        Assert.Equal(
            server.Now.AddHours(1),
            DateTimeOffset.Parse(set.GetProperty("credentials").Text("expiration"), System.Globalization.CultureInfo.InvariantCulture)
        );
        Assert.StartsWith($"arn:aws:rolesanywhere:us-east-1:{outside.Root.AccountId}:subject/", answer.Text("subjectArn"));
        var session = outside.Root.OutsideSession(answer);
        await session.Iam("ListUsers");
        Assert.EndsWith($"/outside/{serial}", (await session.Sts("GetCallerIdentity")).Text("Arn"));
        server.Clock.Advance(TimeSpan.FromHours(2));
        await session.RefusedAsync("ExpiredToken", null, "iam", "ListUsers");
    }

    [Fact]
    public async Task A_closed_account_has_no_trust_anchors()
    {
        var management = await server.NewOrganizationAsync();
        var member = await management.InviteAsync(server);
        var outside = await Outside.NewAsync(server, account: member);
        await outside.CreateAsync(outside.Workload());
        await management.Org("CloseAccount", new { member.AccountId });
        Outside.Refused(await outside.TryAsync(outside.Workload()), "ResourceNotFoundException", "Trust anchor not found");
    }

    [Fact]
    public async Task Intermediate_authorities_come_with_the_request()
    {
        var root = TestAuthority.Root(server.Now);
        var outside = await Outside.NewAsync(server, root);
        var policy = root.Authority(server.Now, "CN=Policy");
        var issuing = policy.Authority(server.Now, "CN=Issuing");
        var workload = issuing.Workload(server.Now);
        await (await outside.SessionAsync(workload, [issuing, policy])).Iam("ListUsers");
        await outside.CreateAsync(workload, [policy, issuing]);
        Outside.Refused(await outside.TryAsync(workload, [issuing]), "AccessDeniedException", "Untrusted signing certificate");
        Outside.Refused(await outside.TryAsync(workload), "AccessDeniedException", "Untrusted signing certificate");
    }

    [Fact]
    public async Task A_trust_anchor_can_be_an_intermediate_authority_or_have_two()
    {
        var root = TestAuthority.Root(server.Now);
        var issuing = root.Authority(server.Now);
        var other = TestAuthority.Root(server.Now, "CN=Other");
        var outside = await Outside.NewAsync(server, issuing, anchors: issuing.Pem + "\n" + other.Pem);
        await outside.CreateAsync(issuing.Workload(server.Now));
        await outside.CreateAsync(issuing.Workload(server.Now), [root]);
        await outside.CreateAsync(other.Workload(server.Now));
        Outside.Refused(await outside.TryAsync(root.Workload(server.Now)), "AccessDeniedException", "Untrusted signing certificate");
        Outside.Refused(await outside.TryAsync(root.Workload(server.Now), [root]), "AccessDeniedException");
    }

    [Fact]
    public async Task The_arns_stand_in_the_query_string_or_in_the_body()
    {
        var outside = await Outside.NewAsync(server);
        object Body(string role) =>
            new
            {
                profileArn = outside.ProfileArn,
                roleArn = role,
                trustAnchorArn = outside.AnchorArn,
            };
        await outside.CreateAsync(outside.Workload(), body: Body(outside.Role), target: "/sessions");
        await outside.CreateAsync(outside.Workload(), body: Body(outside.Role));
        Outside.Refused(await outside.TryAsync(outside.Workload(), body: Body(outside.Role + "x")), "ValidationException");
        Outside.Refused(
            await outside.TryAsync(outside.Workload(), target: "/sessions"),
            "ValidationException",
            "1 validation error detected: Value null at 'profileArn' failed to satisfy constraint: Member must not be null"
        );
    }

    [Theory]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/x509Subject/CN":"alice"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/x509Subject/CN":"bob"}}""", false)]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/x509Subject/OU":"Security/Engineering"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/x509Issuer/CN":"Root"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/x509SAN/DNS":"alice.example.com"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/x509SAN/URI":"spiffe://example.com/alice"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:RequestTag/x509Subject/CN":"alice"}}""", true)]
    [InlineData("""{"StringEquals":{"sts:SourceIdentity":"CN=alice"}}""", true)]
    [InlineData("""{"StringEquals":{"sts:SourceIdentity":"alice"}}""", false)]
    [InlineData("""{"StringEquals":{"aws:SourceAccount":"ACCOUNT"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:SourceAccount":"999999999999"}}""", false)]
    [InlineData("""{"ArnEquals":{"aws:SourceArn":"ANCHOR"}}""", true)]
    [InlineData("""{"ArnEquals":{"aws:SourceArn":"ANCHORx"}}""", false)]
    [InlineData("""{"StringEquals":{"aws:PrincipalServiceName":"rolesanywhere.amazonaws.com"}}""", true)]
    public async Task The_trust_policy_decides_by_what_the_certificate_states(string condition, bool isAllowed)
    {
        var outside = await Outside.NewAsync(server);
        condition = condition
            .Replace("ACCOUNT", outside.Root.AccountId, StringComparison.Ordinal)
            .Replace("ANCHOR", outside.AnchorArn, StringComparison.Ordinal);
        await outside.Root.Iam("UpdateAssumeRolePolicy", ("RoleName", "outside"), ("PolicyDocument", AnywhereCalls.Trust(condition)));
        var workload = outside.Authority.Workload(
            server.Now,
            "OU=Engineering,OU=Security,CN=alice",
            change: request =>
            {
                var names = new System.Security.Cryptography.X509Certificates.SubjectAlternativeNameBuilder();
                names.AddDnsName("alice.example.com");
                names.AddDnsName("second.example.com");
                names.AddUri(new Uri("spiffe://example.com/alice"));
                request.CertificateExtensions.Add(names.Build());
            }
        );
        var answer = await outside.TryAsync(workload);
        if (isAllowed)
            Assert.Equal(HttpStatusCode.Created, answer.Status);
        else
            Outside.Refused(answer, "AccessDeniedException", $"Unable to assume role for {outside.Role}");
    }

    [Theory]
    [InlineData("\"sts:AssumeRole\",\"sts:TagSession\"")]
    [InlineData("\"sts:AssumeRole\",\"sts:SetSourceIdentity\"")]
    [InlineData("\"sts:TagSession\",\"sts:SetSourceIdentity\"")]
    public async Task The_trust_policy_allows_tags_and_source_identity_too(string actions)
    {
        var outside = await Outside.NewAsync(server);
        await outside.Root.Iam(
            "UpdateAssumeRolePolicy",
            ("RoleName", "outside"),
            ("PolicyDocument", AnywhereCalls.Trust(actions: actions))
        );
        Outside.Refused(await outside.TryAsync(outside.Workload()), "AccessDeniedException", $"Unable to assume role for {outside.Role}");
    }

    [Fact]
    public async Task The_session_keeps_tags_and_source_identity()
    {
        var outside = await Outside.NewAsync(server);
        var session = await outside.SessionAsync(outside.Workload("CN=alice, O=Shop"));
        foreach (
            var (condition, isAllowed) in new[]
            {
                ("""{"StringEquals":{"aws:PrincipalTag/x509Subject/O":"Shop"} }""", true),
                ("""{"StringEquals":{"aws:PrincipalTag/x509Subject/O":"Other"} }""", false),
                ("""{"StringEquals":{"aws:SourceIdentity":"CN=alice"} }""", true),
            }
        )
        {
            await outside.Root.Iam(
                "PutRolePolicy",
                ("RoleName", "outside"),
                ("PolicyName", "policy"),
                ("PolicyDocument", IamCalls.AllowWhere("iam:ListUsers", condition))
            );
            if (isAllowed)
                await session.Iam("ListUsers");
            else
                await session.DeniedAsync();
        }
    }

    [Fact]
    public async Task The_profile_limits_roles_names_lengths_and_permissions()
    {
        var outside = await Outside.NewAsync(server);
        var (root, id) = (outside.Root, outside.ProfileId);
        var other = await root.NewOutsideRoleAsync("other");
        Outside.Refused(await outside.TryAsync(outside.Workload(), target: outside.Target(other)), "AccessDeniedException");
        Outside.Refused(
            await outside.TryAsync(outside.Workload(), target: outside.Target(other + "x")),
            "AccessDeniedException",
            "Role is not in the profile"
        );

        Outside.Refused(
            await outside.TryAsync(outside.Workload(), body: new { roleSessionName = "web-1" }),
            "AccessDeniedException",
            "Not authorized to set roleSessionName"
        );
        await root.AnywhereAsync("PATCH", $"/profile/{id}", new { acceptRoleSessionName = true });
        var named = await outside.CreateAsync(outside.Workload(), body: new { roleSessionName = "web-1" });
        Assert.EndsWith("/outside/web-1", named.GetProperty("credentialSet")[0].GetProperty("assumedRoleUser").Text("arn"));

        await root.AnywhereAsync("PATCH", $"/profile/{id}", new { durationSeconds = 900 });
        var brief = await outside.CreateAsync(outside.Workload(), body: new { durationSeconds = 3600 });
        Assert.Equal(server.Now.AddSeconds(900), Expiry(brief));
        await root.AnywhereAsync("PATCH", $"/profile/{id}", new { durationSeconds = 7200 });
        Outside.Refused(
            await outside.TryAsync(outside.Workload(), body: new { }),
            "AccessDeniedException",
            $"Unable to assume role for {outside.Role}. The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        );
        Assert.Equal(
            server.Now.AddSeconds(1800),
            Expiry(await outside.CreateAsync(outside.Workload(), body: new { durationSeconds = 1800 }))
        );
        Outside.Refused(await outside.TryAsync(outside.Workload(), body: new { durationSeconds = 899 }), "ValidationException");

        await root.AnywhereAsync(
            "PATCH",
            $"/profile/{id}",
            new { durationSeconds = 3600, sessionPolicy = Documents.Allow("iam:ListRoles") }
        );
        await (await outside.SessionAsync(outside.Workload())).DeniedAsync();
        await root.AnywhereAsync(
            "PATCH",
            $"/profile/{id}",
            new { sessionPolicy = Documents.Allow("iam:*"), managedPolicyArns = new[] { "arn:aws:iam::aws:policy/ReadOnlyAccess" } }
        );
        await (await outside.SessionAsync(outside.Workload())).Iam("ListUsers");
        await root.AnywhereAsync("PATCH", $"/profile/{id}", new { managedPolicyArns = new[] { "arn:aws:iam::aws:policy/NotThere" } });
        Outside.Refused(await outside.TryAsync(outside.Workload()), "AccessDeniedException");

        static DateTimeOffset Expiry(JsonElement answer) =>
            answer.GetProperty("credentialSet")[0].GetProperty("credentials").GetProperty("expiration").GetDateTimeOffset();
    }

    [Fact]
    public async Task What_is_disabled_or_deleted_gives_no_sessions()
    {
        var outside = await Outside.NewAsync(server);
        var (root, workload) = (outside.Root, outside.Workload());
        var session = await outside.SessionAsync(workload);
        await root.AnywhereAsync("POST", $"/profile/{outside.ProfileId}/disable");
        Outside.Refused(await outside.TryAsync(workload), "AccessDeniedException", "Profile is disabled");
        await root.AnywhereAsync("POST", $"/profile/{outside.ProfileId}/enable");
        await root.AnywhereAsync("POST", $"/trustanchor/{outside.AnchorId}/disable");
        Outside.Refused(await outside.TryAsync(workload), "AccessDeniedException", "Trust anchor is disabled");
        await root.AnywhereAsync("POST", $"/trustanchor/{outside.AnchorId}/enable");
        await outside.CreateAsync(workload);
        await root.AnywhereAsync("DELETE", $"/profile/{outside.ProfileId}");
        Outside.Refused(await outside.TryAsync(workload), "ResourceNotFoundException");
        await root.AnywhereAsync("DELETE", $"/trustanchor/{outside.AnchorId}");
        Outside.Refused(await outside.TryAsync(workload), "ResourceNotFoundException", "Trust anchor not found");
        // As at AWS, sessions go on until they expire; a policy of the role ends them.
        await session.Iam("ListUsers");
        await root.Iam(
            "PutRolePolicy",
            ("RoleName", "outside"),
            ("PolicyName", "AWSRevokeOlderSessions"),
            (
                "PolicyDocument",
                $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{
                 "aws:TokenIssueTime":"{{server.Now.AddMinutes(1):yyyy-MM-dd'T'HH:mm:ss'Z'}}"} } }]}
                """
            )
        );
        await session.DeniedAsync();
    }

    [Fact]
    public async Task Anchors_and_profiles_of_other_accounts_and_regions_are_not_found()
    {
        var (mine, other) = (await Outside.NewAsync(server), await Outside.NewAsync(server));
        Outside.Refused(
            await mine.TryAsync(mine.Workload(), target: mine.Target(profile: other.ProfileArn)),
            "ResourceNotFoundException",
            "Profile not found"
        );
        Outside.Refused(
            await mine.TryAsync(mine.Workload(), target: mine.Target(anchor: other.AnchorArn)),
            "AccessDeniedException",
            "Untrusted signing certificate"
        );
        Outside.Refused(
            await mine.TryAsync(
                mine.Workload(),
                target: mine.Target(anchor: mine.AnchorArn.Replace("us-east-1", "eu-west-1", StringComparison.Ordinal))
            ),
            "ResourceNotFoundException"
        );
        Outside.Refused(await mine.TryAsync(mine.Workload(), region: "eu-west-1"), "ResourceNotFoundException");
        Outside.Refused(await mine.TryAsync(mine.Workload(), target: mine.Target(anchor: "nothing")), "ResourceNotFoundException");
    }

    [Theory]
    [InlineData("CN=alice", "CN=alice")]
    [InlineData("O=Shop", "ID=1f00")]
    [InlineData("CN=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", null)]
    public async Task The_source_identity_has_a_prefix(string name, string? expected)
    {
        var outside = await Outside.NewAsync(server);
        var answer = await outside.CreateAsync(outside.Authority.Workload(server.Now, name, serialNumber: [0x1f, 0x00]));
        Assert.Equal(expected ?? name[3..], answer.GetProperty("credentialSet")[0].Text("sourceIdentity"));
    }

    [Fact]
    public async Task A_call_is_recorded_with_the_certificate_and_without_secrets()
    {
        var outside = await Outside.NewAsync(server);
        var workload = outside.Workload();
        var answer = await outside.CreateAsync(workload);
        await outside.TryAsync(workload, body: new { roleSessionName = "web-1" });
        Outside.Refused(await outside.TryAsync(TestAuthority.Root(server.Now).Workload(server.Now)), "AccessDeniedException");
        var events = (await server.EventsAsync(outside.Root)).Where(each => each.Text("eventName") == "CreateSession").ToList();
        Assert.Equal(3, events.Count);
        Assert.All(events, each => Assert.Equal("rolesanywhere.amazonaws.com", each.Text("eventSource")));
        Assert.Equal(
            """{"type":"AWSService","invokedBy":"rolesanywhere.amazonaws.com"}""",
            events[0].GetProperty("userIdentity").GetRawText()
        );
        var parameters = events[0].GetProperty("requestParameters");
        Assert.Equal(
            (outside.ProfileArn, outside.Role, outside.AnchorArn, workload.Base64),
            (parameters.Text("profileArn"), parameters.Text("roleArn"), parameters.Text("trustAnchorArn"), parameters.Text("cert"))
        );
        var set = answer.GetProperty("credentialSet")[0].GetProperty("credentials");
        Assert.Contains(set.Text("accessKeyId"), events[0].GetRawText());
        Assert.DoesNotContain(set.Text("secretAccessKey"), events[0].GetRawText());
        Assert.DoesNotContain(set.Text("sessionToken"), events[0].GetRawText());
        Assert.Contains("CN=alice", events[0].GetProperty("responseElements").GetRawText());
        Assert.Equal("AccessDeniedException", events[1].Text("errorCode"));
        Assert.Equal("Unknown", events[2].GetProperty("userIdentity").Text("type"));
        var used = (await server.EventsAsync(outside.Root))[^1];
        Assert.Equal("us-east-1", used.Text("awsRegion"));
    }

    [Fact]
    public async Task An_access_key_does_not_create_sessions()
    {
        var outside = await Outside.NewAsync(server);
        Outside.Refused(await outside.Root.TryAnywhereAsync("POST", outside.Target(), new { }), "AccessDeniedException");
        var half = "AWS4-X509-RSA-SHA256 Credential=1/20260301/us-east-1/rolesanywhere/aws4_request";
        Outside.Refused(
            await outside.Root.SendAsync(outside.Target(), [], new HeaderList().Add("authorization", half)),
            "ValidationException"
        );
        Outside.Refused(
            await outside.TryAsync(outside.Workload(), tamper: headers => headers.Set("authorization", half)),
            "IncompleteSignatureException"
        );
    }

    [Fact]
    public async Task A_certificates_key_signs_no_other_call()
    {
        var outside = await Outside.NewAsync(server);
        Outside.Refused(
            await outside.TryAsync(outside.Workload(), target: "/profiles", body: new { name = "x", roleArns = Array.Empty<string>() }),
            "AccessDeniedException"
        );
    }
}
