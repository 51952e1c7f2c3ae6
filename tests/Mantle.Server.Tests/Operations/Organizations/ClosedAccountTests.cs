using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations;

[Collection(ServerCollection.Name)]
public class ClosedAccountTests(TestServer server)
{
    [Fact]
    public async Task Nobody_acts_for_a_closed_account()
    {
        var management = await server.NewOrganizationAsync();
        var member = await management.InviteAsync(server);
        await management.OrgRefused(
            "ConstraintViolationException",
            "CANNOT_CLOSE_MANAGEMENT_ACCOUNT",
            "CloseAccount",
            new { management.AccountId }
        );
        await management.Org("CloseAccount", new { member.AccountId });
        await member.Refused("InvalidClientTokenId", null, "ListUsers");
        await management.OrgRefused("AccountAlreadyClosedException", null, "CloseAccount", new { member.AccountId });
        await management.OrgRefused(
            "ConstraintViolationException",
            "ACCOUNT_CANNOT_LEAVE_ORGANIZATION",
            "RemoveAccountFromOrganization",
            new { member.AccountId }
        );
        Assert.Equal("SUSPENDED", (string)(await management.Org("DescribeAccount", new { member.AccountId }))!["Account"]!["Status"]!);
        for (var i = 0; i < 9; i++)
            await management.Org("CloseAccount", new { AccountId = await management.NewMemberIdAsync() });
        await management.OrgRefused(
            "ConstraintViolationException",
            "CLOSE_ACCOUNT_QUOTA_EXCEEDED",
            "CloseAccount",
            new { AccountId = await management.NewMemberIdAsync() }
        );
    }

    /// <summary><see href="https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html"/></summary>
    [Fact]
    public async Task What_a_closed_account_owns_answers_nobody()
    {
        var management = await server.NewOrganizationAsync();
        var member = await management.InviteAsync(server);
        var user = await management.NewUserAsync("user", Documents.Allow("*"));
        var role = (
            await member.Iam("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Documents.Trust(management.Arn("user/user"))))
        ).Text("Arn");
        var session = await user.AssumeAsync(role);
        var bucket = $"b-{Guid.NewGuid():N}";
        var own = new S3.S3Client(member, server.Clock);
        await own.SendAsync("PUT", $"/{bucket}");
        var open = $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{management.Arn("user/user")}}"},
             "Action":"s3:*","Resource":["arn:aws:s3:::{{bucket}}","arn:aws:s3:::{{bucket}}/*"]}]}
            """;
        (await own.PutDocumentAsync($"/{bucket}?policy", open)).Expect(204);
        const string Cors =
            "<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule>"
            + "</CORSConfiguration>";
        (await own.PutDocumentAsync($"/{bucket}?cors", Cors)).Expect(200);
        (string, string)[] preflight = [("origin", "https://a.example.com"), ("access-control-request-method", "GET")];
        (await own.SendUnsignedAsync("OPTIONS", $"/{bucket}/key", null, preflight)).Expect(200);
        var other = new S3.S3Client(user, server.Clock);
        (await other.SendAsync("GET", $"/{bucket}")).Expect(200);

        await management.Org("CloseAccount", new { member.AccountId });
        await user.RefusedAsync(
            "AccessDenied",
            $"User: {management.Arn("user/user")} is not authorized to perform: sts:AssumeRole on resource: {role}",
            "sts",
            "AssumeRole",
            ("RoleArn", role),
            ("RoleSessionName", "session")
        );
        await session.RefusedAsync("InvalidClientTokenId", null, "iam", "ListUsers");
        foreach (var target in new[] { $"/{bucket}", $"/{bucket}/key", $"/{bucket}?policy" })
            (await other.SendAsync("GET", target)).Refused(
                403,
                "AllAccessDisabled",
                "All access to this Amazon S3 resource has been disabled."
            );
        (await other.SendAsync("PUT", $"/{bucket}/key", "x"u8.ToArray())).Refused(403, "AllAccessDisabled");
        (await own.SendUnsignedAsync("OPTIONS", $"/{bucket}/key", null, preflight)).Refused(
            403,
            "AllAccessDisabled",
            "All access to this Amazon S3 resource has been disabled."
        );
        Assert.Null(
            (await other.GetAsync($"/{bucket}", ("origin", "https://a.example.com")))
                .Refused(403, "AllAccessDisabled")
                .Header("Access-Control-Allow-Origin")
        );
    }

    [Fact]
    public async Task A_closed_account_s_issuer_publishes_nothing()
    {
        var management = await server.NewOrganizationAsync();
        var member = await management.InviteAsync(server);
        var issuer = (await member.Iam("EnableOutboundWebIdentityFederation")).Text("IssuerIdentifier");
        using var http = new HttpClient();
        string[] documents = [$"{issuer}/.well-known/openid-configuration", $"{issuer}/.well-known/jwks.json"];
        foreach (var document in documents)
            Assert.Equal(200, await StatusAsync(document));
        await management.Org("CloseAccount", new { member.AccountId });
        foreach (var document in documents)
            Assert.Equal(404, await StatusAsync(document));

        async Task<int> StatusAsync(string url)
        {
            using var answer = await http.GetAsync(url, TestContext.Current.CancellationToken);
            return (int)answer.StatusCode;
        }
    }
}
