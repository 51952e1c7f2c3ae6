using System.Net;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.SignIn;

/// <summary>
/// Tokens for codes and refresh tokens
/// (<see href="https://docs.aws.amazon.com/signin/latest/APIReference/API_CreateOAuth2Token.html"/>).
/// </summary>
public sealed class CreateOAuth2TokenTests : IAsyncLifetime
{
    readonly TestServer server = new();
    TestClient root = null!;
    TestProgram program = null!;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        root = await server.NewAccountAsync();
        program = new TestProgram(server);
        await root.NewPersonAsync();
    }

    public async ValueTask DisposeAsync()
    {
        program.Dispose();
        await server.DisposeAsync();
    }

    async Task<string> CodeAsync() => (await program.SignInAsync(root.AccountId, "jane", SignInCalls.Password)).Code;

    async Task<TestProgram.Tokens> FirstAsync() => await program.RedeemAsync(await CodeAsync());

    [Fact]
    public async Task The_credentials_are_the_persons_for_a_quarter_of_an_hour()
    {
        var tokens = await FirstAsync();
        Assert.Equal((900, "aws_sigv4"), (tokens.ExpiresIn, tokens.Body.GetProperty("tokenType").GetString()));
        var session = tokens.ClientOf(root);
        var arn = $"arn:aws:iam::{root.AccountId}:user/jane";
        Assert.Equal(arn, (await session.Sts("GetCallerIdentity")).Text("Arn"));
        var claims = JsonWebTokenPart(tokens.Body.GetProperty("idToken").GetString()!);
        Assert.Contains($"\"sub\":\"{arn}\"", claims);
        // Unlike those of GetSessionToken, they can call IAM without MFA.
        await session.Iam("ListUsers");
        await session.RefusedAsync("AccessDenied", null, "iam", "ListRoles");
        server.Clock.Advance(TimeSpan.FromMinutes(15));
        await session.RefusedAsync("ExpiredToken", null, "iam", "ListUsers");
    }

    static string JsonWebTokenPart(string token) =>
        System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]));

    [Fact]
    public async Task The_sign_in_is_a_condition_key_and_stands_in_events()
    {
        var tokens = await FirstAsync();
        var session = tokens.ClientOf(root);
        await root.PutPolicyAsync(
            "jane",
            IamCalls.AllowWhere(
                "iam:ListUsers",
                $$"""{"ArnLike":{"aws:SignInSessionArn":"arn:aws:signin:us-east-1:{{root.AccountId}}:session/*"} }"""
            )
        );
        await session.Iam("ListUsers");
        var events = await server.EventsAsync(root);
        Assert.Contains("\"signInSessionArn\":\"arn:aws:signin:us-east-1:", events[^1].GetProperty("userIdentity").GetRawText());
        var issued = events.Last(each => each.GetProperty("eventName").GetString() == "CreateOAuth2Token").GetRawText();
        Assert.Contains("accessKeyId", issued);
        foreach (
            var secret in new[]
            {
                tokens.RefreshToken,
                program.Verifier,
                session.Credentials.SecretAccessKey,
                session.Credentials.SessionToken!,
            }
        )
            Assert.DoesNotContain(secret, issued);
    }

    [Fact]
    public async Task A_code_counts_once_also_after_a_restart()
    {
        var code = await CodeAsync();
        Assert.Equal(HttpStatusCode.OK, (await program.RedeemAsync(code)).Status);
        var again = await program.RedeemAsync(code);
        Assert.Equal((HttpStatusCode.BadRequest, "AccessDeniedException", "AUTHCODE_EXPIRED"), (again.Status, again.Code, again.Error));
        var unused = await CodeAsync();
        await server.RestartAsync();
        Assert.Equal("AUTHCODE_EXPIRED", (await program.RedeemAsync(code)).Error);
        Assert.Equal(HttpStatusCode.OK, (await program.RedeemAsync(unused)).Status);
    }

    [Fact]
    public async Task Of_many_who_redeem_a_code_at_once_one_gets_tokens()
    {
        var code = await CodeAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => program.RedeemAsync(code)));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.Equal("AUTHCODE_EXPIRED", answer.Error));
    }

    [Fact]
    public async Task A_code_ends_after_five_minutes_and_leaves_nothing_behind()
    {
        var code = await CodeAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("AUTHCODE_EXPIRED", (await program.RedeemAsync(code)).Error);
        await CodeAsync();
        Assert.Equal("AUTHCODE_EXPIRED", (await program.RedeemAsync(code)).Error);
    }

    [Fact]
    public async Task Whatever_does_not_fit_the_code_is_refused()
    {
        var code = await CodeAsync();
        foreach (
            var (member, value) in new (string, string?)[]
            {
                ("code", "000000000000.00000000000000000000.0000"),
                ("code", code[..^2] + "zz"),
                ("code", "x"),
                ("codeVerifier", "0000000000000000000000000000000000000000000000000000"),
                ("codeVerifier", null),
                ("redirectUri", "http://127.0.0.1:1/other"),
                ("redirectUri", null),
                ("clientId", TestProgram.CrossDevice),
                ("clientId", "arn:aws:signin:::devtools/other"),
                ("grantType", "password"),
                ("grantType", "refresh_token"),
            }
        )
        {
            var body = new Dictionary<string, string?>
            {
                ["clientId"] = program.ClientId,
                ["grantType"] = "authorization_code",
                ["code"] = code,
                ["codeVerifier"] = program.Verifier,
                ["redirectUri"] = program.RedirectUri,
                [member] = value,
            };
            var answer = await program.TokensAsync(body.Where(each => each.Value is not null).ToDictionary());
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Contains(answer.Code, new[] { "AccessDeniedException", "ValidationException" });
            Assert.Contains(answer.Error, new[] { "AUTHCODE_EXPIRED", "INVALID_REQUEST" });
        }
        // The code is still good for its own program.
        Assert.Equal(HttpStatusCode.OK, (await program.RedeemAsync(code)).Status);
    }

    [Fact]
    public async Task A_refresh_brings_new_credentials_until_twelve_hours_are_over()
    {
        var tokens = await FirstAsync();
        for (var hours = 0; hours < 12; hours += 2)
        {
            var next = await program.RefreshAsync(tokens.RefreshToken);
            await next.ClientOf(root).Iam("ListUsers");
            Assert.NotEqual(tokens.RefreshToken, next.RefreshToken);
            Assert.False(next.Body.TryGetProperty("idToken", out _));
            tokens = next;
            server.Clock.Advance(TimeSpan.FromHours(2) - TimeSpan.FromMinutes(1));
        }
        Assert.Equal(360, (await program.RefreshAsync(tokens.RefreshToken)).ExpiresIn);
        server.Clock.Advance(TimeSpan.FromMinutes(6));
        var late = await program.RefreshAsync(tokens.RefreshToken);
        Assert.Equal(("AccessDeniedException", "TOKEN_EXPIRED"), (late.Code, late.Error));
    }

    [Fact]
    public async Task A_refresh_token_works_after_a_restart_and_for_its_own_key_and_client_only()
    {
        var tokens = await FirstAsync();
        await server.RestartAsync();
        Assert.Equal(HttpStatusCode.OK, (await program.RefreshAsync(tokens.RefreshToken)).Status);
        using var thief = new TestProgram(server);
        Assert.Equal("INVALID_REQUEST", (await thief.RefreshAsync(tokens.RefreshToken)).Error);
        using var remote = new TestProgram(server) { ClientId = TestProgram.CrossDevice };
        Assert.Equal("INVALID_REQUEST", (await remote.RefreshAsync(tokens.RefreshToken)).Error);
        Assert.Equal("TOKEN_EXPIRED", (await program.RefreshAsync(tokens.RefreshToken[..^2] + "AA")).Error);
        Assert.Equal("TOKEN_EXPIRED", (await program.RefreshAsync("made-up")).Error);
        // The theft is in the trail.
        var management = await server.EventsAsync(new TestClient(server.Server.Endpoint, server.Clock, root.AccountId, root.Credentials));
        Assert.Equal(
            2,
            management.Count(each =>
                each.GetProperty("eventName").GetString() == "CreateOAuth2Token" && each.TryGetProperty("errorCode", out _)
            )
        );
    }

    [Fact]
    public async Task A_changed_password_or_a_deleted_user_ends_the_refreshing()
    {
        var tokens = await FirstAsync();
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await root.Iam("UpdateLoginProfile", ("UserName", "jane"), ("Password", "Another-Horse-8"));
        Assert.Equal("USER_CREDENTIALS_CHANGED", (await program.RefreshAsync(tokens.RefreshToken)).Error);
        await root.Iam("DeleteLoginProfile", ("UserName", "jane"));
        Assert.Equal("USER_CREDENTIALS_CHANGED", (await program.RefreshAsync(tokens.RefreshToken)).Error);
        await root.Iam("DeleteUserPolicy", ("UserName", "jane"), ("PolicyName", "policy"));
        await root.Iam("DeleteUser", ("UserName", "jane"));
        Assert.Equal("USER_CREDENTIALS_CHANGED", (await program.RefreshAsync(tokens.RefreshToken)).Error);
    }

    [Fact]
    public async Task The_root_users_refreshing_ends_with_its_access_key()
    {
        var own = await server.NewAccountAsync();
        var page = await program.SignInAsync(own.AccountId, own.Credentials.AccessKeyId, own.Credentials.SecretAccessKey);
        var tokens = await program.RedeemAsync(page.Code);
        Assert.Equal(HttpStatusCode.OK, (await program.RefreshAsync(tokens.RefreshToken)).Status);
        await tokens.ClientOf(own).Iam("DeleteAccessKey", ("AccessKeyId", own.Credentials.AccessKeyId));
        Assert.Equal("USER_CREDENTIALS_CHANGED", (await program.RefreshAsync(tokens.RefreshToken)).Error);
    }

    [Fact]
    public async Task A_person_who_may_not_any_more_gets_no_tokens()
    {
        var tokens = await FirstAsync();
        await root.PutPolicyAsync("jane", Documents.Allow("iam:ListUsers"));
        var denied = await program.RefreshAsync(tokens.RefreshToken);
        Assert.Equal(("AccessDeniedException", "INSUFFICIENT_PERMISSIONS"), (denied.Code, denied.Error));
        Assert.Contains("signin:CreateOAuth2Token", denied.Body.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_proof_that_is_not_of_this_request_is_refused()
    {
        var tokens = await FirstAsync();
        var body = new
        {
            clientId = program.ClientId,
            grantType = "refresh_token",
            refreshToken = tokens.RefreshToken,
        };
        foreach (
            var (what, proof) in new (string, string?)[]
            {
                ("none", null),
                ("another method", program.Proof("htm", "GET")),
                ("another host", program.Proof("htu", "http://other.example/v1/token")),
                ("another port", program.Proof("htu", "http://127.0.0.1:1/v1/token")),
                ("another path", program.Proof("htu", $"{server.Server.Endpoint}/v1/other")),
                ("no address", program.Proof("htu", null)),
                ("long ago", program.Proof("iat", 1_000_000_000)),
                ("no time", program.Proof("iat", "now")),
                ("an empty id", program.Proof("jti", "")),
                ("no id", program.Proof("jti", null)),
                ("another type", program.Proof(typ: "JWT")),
                ("no algorithm", program.Proof(alg: "none")),
                ("another algorithm", program.Proof(alg: "HS256")),
                ("the private key", program.Proof(isWhole: true)),
                ("another signature", program.Proof()[..^2] + "AA"),
                ("no token", "x.y.z"),
            }
        )
        {
            var answer = await program.TokensAsync(body, proof, isProven: proof is not null);
            Assert.True((answer.Code, answer.Error) == ("ValidationException", "INVALID_REQUEST"), what);
        }
        Assert.Equal(HttpStatusCode.OK, (await program.TokensAsync(body)).Status);
    }

    [Fact]
    public async Task A_proof_counts_once()
    {
        var tokens = await FirstAsync();
        var proof = program.Proof();
        Assert.Equal(HttpStatusCode.OK, (await program.RefreshAsync(tokens.RefreshToken, proof)).Status);
        Assert.Equal("INVALID_REQUEST", (await program.RefreshAsync(tokens.RefreshToken, proof)).Error);
        server.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("INVALID_REQUEST", (await program.RefreshAsync(tokens.RefreshToken, proof)).Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"clientId\":1}")]
    [InlineData("{}")]
    [InlineData("not json")]
    public async Task A_body_that_is_none_is_a_validation_error(string body)
    {
        using var http = new HttpClient();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(
            new Uri($"{server.Server.Endpoint}/v1/token"),
            content,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"error\":\"INVALID_REQUEST\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Revoking_the_session_key_ends_the_sign_in()
    {
        var tokens = await FirstAsync();
        await server.Management.CallAsync("mantle", "RotateSessionKey");
        Assert.Equal(HttpStatusCode.OK, (await program.RefreshAsync(tokens.RefreshToken)).Status);
        var old = (await server.Management.CallAsync("mantle", "ListSessionKeys")).All("KeyId").ToList();
        foreach (var key in old)
            await server.Management.SendAsync("mantle", "RevokeSessionKey", ("KeyId", key));
        Assert.Equal("TOKEN_EXPIRED", (await program.RefreshAsync(tokens.RefreshToken)).Error);
    }
}
