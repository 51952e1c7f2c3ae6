using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Federation.WebIdentityCalls;

namespace Mantle.Server.Tests.Operations.Sts;

[Collection(FederationCollection.Name)]
public class AssumeRoleWithWebIdentityTests(FederationServer server)
{
    [Fact]
    public async Task A_token_of_a_trusted_issuer_becomes_a_session_of_the_role()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        var answer = await root.WebOkAsync(role, issuer.Token(server.Now));
        Assert.Equal(
            "AssumedRoleUser Audience Credentials Provider SubjectFromWebIdentityToken",
            answer.Members("AssumeRoleWithWebIdentityResult")
        );
        Assert.Equal(root.Arn($"oidc-provider/{issuer.Name}"), answer.Text("Provider"));
        Assert.Equal("sts.amazonaws.com", answer.Text("Audience"));
        Assert.Equal("system:serviceaccount:default:app", answer.Text("SubjectFromWebIdentityToken"));
        var who = await root.Session(answer).Sts("GetCallerIdentity");
        Assert.Equal($"arn:aws:sts::{root.AccountId}:assumed-role/web/app", who.Text("Arn"));
        Assert.Equal(
            server.Now.AddHours(1),
            DateTimeOffset.Parse(answer.Text("Expiration"), System.Globalization.CultureInfo.InvariantCulture)
        );
        Assert.Equal("1", $"{issuer.Fetches}");
        // A token can be used again until it expires, and the issuer's keys are not fetched again.
        await root.WebOkAsync(role, issuer.Token(server.Now));
        Assert.Equal(1, issuer.Fetches);
    }

    [Fact]
    public async Task Untrusted_and_missing_roles_are_refused_alike()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        await root.NewRoleAsync("other");
        var token = issuer.Token(server.Now);
        await root.WebRefusedAsync(root.Arn("role/other"), token, "AccessDenied", Denied);
        await root.WebRefusedAsync(root.Arn("role/none"), token, "AccessDenied", Denied);
        await root.WebRefusedAsync(
            "arn:aws:iam::999999999999:role/web",
            token,
            "InvalidIdentityToken",
            $"No OpenIDConnect provider found in your account for {issuer.Url}"
        );
        await root.WebRefusedAsync("arn:aws:iam::aws:user/something", token, "ValidationError", "Request ARN is invalid");
        await root.Iam(
            "UpdateAssumeRolePolicy",
            ("RoleName", "web"),
            (
                "PolicyDocument",
                $$$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                 "Principal":{"Federated":"{{{root.Arn($"oidc-provider/{issuer.Name}")}}}"},
                 "Action":"sts:AssumeRoleWithWebIdentity"},
                 {"Effect":"Deny","Principal":{"Federated":"{{{root.Arn($"oidc-provider/{issuer.Name}")}}}"},
                 "Action":"sts:AssumeRoleWithWebIdentity",
                 "Condition":{"StringEquals":{"{{{issuer.Name}}}:sub":"system:serviceaccount:default:app"} } } ] }
                """
            )
        );
        await root.WebRefusedAsync(role, token, "AccessDenied", Denied);
    }

    [Fact]
    public async Task Durations_and_session_policies_keep_to_the_role()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        await root.Iam("PutRolePolicy", ("RoleName", "web"), ("PolicyName", "p"), ("PolicyDocument", Documents.Allow("iam:*")));
        await root.WebRefusedAsync(
            role,
            issuer.Token(server.Now),
            "ValidationError",
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
            ("DurationSeconds", "3601")
        );
        var answer = await root.WebOkAsync(
            role,
            issuer.Token(server.Now),
            ("Policy", Documents.Allow("iam:ListUsers")),
            ("DurationSeconds", "900")
        );
        await root.Session(answer).Iam("ListUsers");
        await root.Session(answer).Refused("AccessDenied", null, "ListRoles");
        await root.WebRefusedAsync(role, issuer.Token(server.Now), "MalformedPolicyDocument", null, ("Policy", "{}"));
    }

    [Fact]
    public async Task Refused_tokens_are_recorded_at_a_bounded_rate()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        for (var i = 0; i < 80; i++)
            await root.WebRefusedAsync(role, "no token", "InvalidIdentityToken", null);
        var recorded = (await server.EventsAsync(root)).Count(happened =>
            happened.GetProperty("eventName").GetString() == "AssumeRoleWithWebIdentity"
        );
        Assert.Equal(60, recorded);
    }

    [Fact]
    public async Task A_signature_on_the_request_does_not_stand_in_for_the_token()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        (string, string)[] request = [("RoleArn", role), ("RoleSessionName", "app")];
        await root.RefusedAsync(
            "InvalidIdentityToken",
            null,
            "sts",
            "AssumeRoleWithWebIdentity",
            [.. request, ("WebIdentityToken", "none")]
        );
        await root.Sts("AssumeRoleWithWebIdentity", [.. request, ("WebIdentityToken", issuer.Token(server.Now))]);
        await root.RefusedAsync(
            "InvalidIdentityToken",
            null,
            "sts",
            "AssumeRoleWithWebIdentity",
            [("RoleArn", root.Arn("role/none")), ("RoleSessionName", "app"), ("WebIdentityToken", "none")]
        );
    }

    [Fact]
    public async Task Only_the_operations_that_AWS_takes_unsigned_are_taken_unsigned()
    {
        foreach (
            var (service, action) in new[]
            {
                ("sts", "AssumeRole"),
                ("sts", "GetCallerIdentity"),
                ("iam", "ListUsers"),
                ("sts", "NoSuchAction"),
            }
        )
        {
            var answer = await server.Management.SendUnsignedAsync(service, action);
            Assert.Equal((403, "MissingAuthenticationToken"), ((int)answer.Status, answer.Code));
        }
    }
}
