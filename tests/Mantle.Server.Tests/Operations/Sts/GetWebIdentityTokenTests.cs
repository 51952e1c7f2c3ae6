using System.Buffers.Text;
using System.Text.Json;
using Mantle.Core.Federation;
using Mantle.Core.Storage;
using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.Iam.OpenIDConnectProviders;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Sts;

[Collection(FederationCollection.Name)]
public class GetWebIdentityTokenTests(FederationServer server)
{
    static readonly HttpClient Http = new();

    static readonly (string, string)[] Minimal = [("Audience.member.1", "https://api.example.com"), ("SigningAlgorithm", "RS256")];

    async Task<(TestClient Root, string Issuer)> NewAsync(TestServer? on = null)
    {
        var root = await (on ?? server).NewAccountAsync();
        return (root, (await root.Iam("EnableOutboundWebIdentityFederation")).Text("IssuerIdentifier"));
    }

    static async Task<bool> IsValidAsync(string issuer, string token)
    {
        var keys = VerificationKeys.Parse(
            await Http.GetByteArrayAsync(issuer + "/.well-known/jwks.json", TestContext.Current.CancellationToken)
        );
        using var parsed = JsonWebToken.TryParse(token)!;
        return keys.Find(parsed)?.Verifies(parsed) == true;
    }

    static JsonElement Claims(Answer answer) =>
        JsonDocument.Parse(Base64Url.DecodeFromChars(answer.Text("WebIdentityToken").Split('.')[1])).RootElement;

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES384")]
    public async Task A_user_s_token_says_who_it_is_and_verifies_with_the_published_keys(string algorithm)
    {
        var (root, issuer) = await NewAsync();
        var user = await root.NewUserAsync("dev", Documents.Allow("sts:GetWebIdentityToken"));
        await root.Iam("TagUser", [("UserName", "dev"), .. Taggable.Tags(("Team", "blue"))]);
        var answer = await user.Sts(
            "GetWebIdentityToken",
            ("Audience.member.1", "https://api.example.com"),
            ("SigningAlgorithm", algorithm)
        );
        Assert.True(await IsValidAsync(issuer, answer.Text("WebIdentityToken")));
        var now = server.Clock.GetUtcNow();
        var claims = Claims(answer);
        Assert.Equal(
            ["aud", "exp", "https://sts.amazonaws.com/", "iat", "iss", "jti", "sub"],
            claims.EnumerateObject().Select(claim => claim.Name).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            (issuer, "https://api.example.com", root.Arn("user/dev")),
            (Text(claims, "iss"), Text(claims, "aud"), Text(claims, "sub"))
        );
        Assert.Equal(
            (now.ToUnixTimeSeconds(), now.ToUnixTimeSeconds() + 300),
            (claims.GetProperty("iat").GetInt64(), claims.GetProperty("exp").GetInt64())
        );
        Assert.Equal(
            now.AddSeconds(300),
            DateTimeOffset.Parse(answer.Text("Expiration"), System.Globalization.CultureInfo.InvariantCulture)
        );
        var aws = claims.GetProperty("https://sts.amazonaws.com/");
        Assert.Equal(
            ["aws_account", "principal_id", "principal_tags", "source_region"],
            aws.EnumerateObject().Select(claim => claim.Name).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            (root.AccountId, "us-east-1", "blue"),
            (Text(aws, "aws_account"), Text(aws, "source_region"), Text(aws.GetProperty("principal_tags"), "Team"))
        );
    }

    [Fact]
    public async Task A_session_s_token_is_the_role_s_and_ends_no_later_than_the_session()
    {
        var (root, _) = await NewAsync();
        var user = await root.NewUserAsync("dev");
        var role = (
            await root.Iam("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Documents.Trust(root.Arn("user/dev"))))
        ).Text("Arn");
        await root.Iam("PutRolePolicy", ("RoleName", "r"), ("PolicyName", "p"), ("PolicyDocument", Documents.Allow("sts:*")));
        var session = await user.AssumeAsync(
            role,
            ("SourceIdentity", "dev"),
            ("DurationSeconds", "900"),
            ("Tags.member.1.Key", "Team"),
            ("Tags.member.1.Value", "blue")
        );
        var claims = Claims(
            await session.Sts("GetWebIdentityToken", [.. Minimal, ("Audience.member.2", "second"), .. Taggable.Tags(("job", "42"))])
        );
        Assert.Equal(role, Text(claims, "sub"));
        Assert.Equal(
            ["https://api.example.com", "second"],
            claims.GetProperty("aud").EnumerateArray().Select(audience => audience.GetString()!)
        );
        var aws = claims.GetProperty("https://sts.amazonaws.com/");
        Assert.Equal(
            ("dev", "blue", "42"),
            (Text(aws, "source_identity"), Text(aws.GetProperty("principal_tags"), "Team"), Text(aws.GetProperty("request_tags"), "job"))
        );
        Assert.Equal(server.Clock.GetUtcNow().AddSeconds(900), aws.GetProperty("original_session_exp").GetDateTimeOffset());
        await session.Sts("GetWebIdentityToken", [.. Minimal, ("DurationSeconds", "900")]);
        var refused = await session.RefusedAsync(
            "SessionDurationEscalationException",
            null,
            "sts",
            "GetWebIdentityToken",
            [.. Minimal, ("DurationSeconds", "901")]
        );
        Assert.Equal(403, (int)refused.Status);
    }

    [Fact]
    public async Task The_feature_must_be_enabled_and_the_input_right()
    {
        var root = await server.NewAccountAsync();
        await root.RefusedAsync("OutboundWebIdentityFederationDisabledException", null, "sts", "GetWebIdentityToken", Minimal);
        await root.Iam("EnableOutboundWebIdentityFederation");
        foreach (var algorithm in new[] { "HS256", "RS512", "none" })
            await root.RefusedAsync(
                "ValidationError",
                null,
                "sts",
                "GetWebIdentityToken",
                ("Audience.member.1", "a"),
                ("SigningAlgorithm", algorithm)
            );
        await root.RefusedAsync("ValidationError", null, "sts", "GetWebIdentityToken", [.. Minimal, ("DurationSeconds", "59")]);
        await root.RefusedAsync("ValidationError", null, "sts", "GetWebIdentityToken", [.. Minimal, ("DurationSeconds", "3601")]);
        await root.RefusedAsync("ValidationError", null, "sts", "GetWebIdentityToken", ("SigningAlgorithm", "RS256"));
        await root.RefusedAsync(
            "JWTPayloadSizeExceededException",
            null,
            "sts",
            "GetWebIdentityToken",
            [.. Minimal, .. Taggable.Tags([.. Enumerable.Range(0, 50).Select(i => ($"key{i}", new string('v', 256)))])]
        );
        await root.RefusedAsync(
            "InvalidParameterValue",
            null,
            "sts",
            "GetWebIdentityToken",
            [.. Minimal, .. Taggable.Tags(("k", "1"), ("K", "2"))]
        );
    }

    [Fact]
    public async Task Audience_algorithm_duration_and_tags_can_be_made_conditions()
    {
        var (root, _) = await NewAsync();
        var user = await root.NewUserAsync("dev");
        async Task<bool> MayAsync(string condition, params (string, string)[] more)
        {
            await root.PutPolicyAsync("dev", IamCalls.AllowWhere("sts:*", condition));
            return (await user.SendAsync("sts", "GetWebIdentityToken", [.. Minimal, .. more])).Code is null;
        }
        Assert.True(
            await MayAsync(
                """
                {"ForAllValues:StringEquals":{"sts:IdentityTokenAudience":"https://api.example.com"},
                 "StringEquals":{"sts:SigningAlgorithm":"RS256"},"NumericLessThanEquals":{"sts:DurationSeconds":"300"}}
                """
            )
        );
        Assert.False(await MayAsync("""{"NumericLessThanEquals":{"sts:DurationSeconds":"299"}}"""));
        Assert.False(await MayAsync("""{"ForAllValues:StringEquals":{"sts:IdentityTokenAudience":"other"}}"""));
        Assert.True(await MayAsync("""{"StringEquals":{"aws:RequestTag/job":"42"}}""", Taggable.Tags(("job", "42"))));
        await root.PutPolicyAsync("dev", Documents.Allow("sts:GetWebIdentityToken"));
        await user.RefusedAsync("AccessDenied", null, "sts", "GetWebIdentityToken", [.. Minimal, .. Taggable.Tags(("job", "42"))]);
    }

    [Fact]
    public async Task Keys_rotate_and_the_one_before_stays_published()
    {
        await using var own = new FederationServer();
        await own.InitializeAsync();
        var (root, issuer) = await NewAsync(own);
        var first = (await root.Sts("GetWebIdentityToken", Minimal)).Text("WebIdentityToken");
        own.Clock.Advance(TimeSpan.FromDays(30));
        var second = (await root.Sts("GetWebIdentityToken", Minimal)).Text("WebIdentityToken");
        Assert.NotEqual(first.Split('.')[0], second.Split('.')[0]);
        Assert.True(await IsValidAsync(issuer, first) && await IsValidAsync(issuer, second));
        own.Clock.Advance(TimeSpan.FromDays(30));
        var third = (await root.Sts("GetWebIdentityToken", Minimal)).Text("WebIdentityToken");
        Assert.False(await IsValidAsync(issuer, first));
        Assert.True(await IsValidAsync(issuer, second) && await IsValidAsync(issuer, third));
        // After a restart the new keys exist, and the dropped key's private half does not.
        await own.RestartAsync();
        var account = (await own.Server.Part<Ledger>().AccountAsync(AccountId.Parse(root.AccountId)))!;
        Assert.Equal(
            account.Outbound!.Keys.Select(key => key.Id).Order(),
            account.Secrets.Keys.Where(id => !id.StartsWith("AKIA", StringComparison.Ordinal)).Order()
        );
    }

    /// <summary>
    /// A session could assume roles with its own token without its source identity and its transitive tags. AWS refuses such tokens.
    /// </summary>
    [Fact]
    public async Task A_principal_s_own_token_assumes_no_role_also_where_the_account_trusts_the_issuer()
    {
        var (root, issuer) = await NewAsync();
        var arn = $"arn:aws:iam::{root.AccountId}:oidc-provider/{issuer[(issuer.IndexOf("://", StringComparison.Ordinal) + 3)..]}";
        var role = (await root.Iam("CreateRole", ("RoleName", "web"), ("AssumeRolePolicyDocument", WebIdentityCalls.Trust(arn)))).Text(
            "Arn"
        );
        var token = (await root.Sts("GetWebIdentityToken", Minimal)).Text("WebIdentityToken");
        await root.WebRefusedAsync(role, token, "InvalidIdentityToken", $"No OpenIDConnect provider found in your account for {issuer}");
        Assert.Equal(arn, await root.NewOidcProviderAsync(issuer, "https://api.example.com"));
        await root.WebRefusedAsync(role, token, "InvalidIdentityToken", "Tokens of GetWebIdentityToken are not accepted");
    }

    [Fact]
    public async Task Events_hold_no_token()
    {
        var (root, _) = await NewAsync();
        var token = (await root.Sts("GetWebIdentityToken", Minimal)).Text("WebIdentityToken");
        var events = await server.EventsAsync(root);
        Assert.Equal("GetWebIdentityToken", events[^1].GetProperty("eventName").GetString());
        Assert.All(events, happened => Assert.DoesNotContain(token.Split('.')[2][..20], happened.GetRawText(), StringComparison.Ordinal));
        Assert.All(events, happened => Assert.DoesNotContain("PRIVATE KEY", happened.GetRawText(), StringComparison.Ordinal));
    }

    static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
