using System.Diagnostics;
using System.Net;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.Iam.MfaDevices;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.SignIn;

/// <summary>People sign in at the page: passwords, MFA codes, the root user, and who is refused.</summary>
public sealed class ConsoleLoginTests : IAsyncLifetime
{
    readonly TestServer server = new();
    TestClient root = null!;
    TestProgram program = null!;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        root = await server.NewAccountAsync();
        program = new TestProgram(server);
    }

    public async ValueTask DisposeAsync()
    {
        program.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_user_signs_in_by_account_id_or_alias_and_the_program_gets_its_code()
    {
        await root.NewPersonAsync();
        await root.Iam("CreateAccountAlias", ("AccountAlias", "shop-team"));
        foreach (var account in new[] { root.AccountId, "shop-team" })
        {
            var page = await program.SignInAsync(account, "jane", SignInCalls.Password);
            Assert.Equal(HttpStatusCode.SeeOther, page.Status);
            Assert.StartsWith(TestProgram.Redirect + "?code=", page.Location!.ToString(), StringComparison.Ordinal);
            Assert.Equal(program.State, page.State);
        }
        var user = await root.Iam("GetUser", ("UserName", "jane"));
        Assert.StartsWith(server.Now.ToString("yyyy-MM-dd'T'HH:mm"), user.Text("PasswordLastUsed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_gets_one_answer()
    {
        await root.NewPersonAsync();
        await root.Iam("CreateUser", ("UserName", "keys-only"));
        foreach (
            var (account, user, password) in new[]
            {
                (root.AccountId, "jane", "wrong"),
                (root.AccountId, "nobody", SignInCalls.Password),
                (root.AccountId, "keys-only", SignInCalls.Password),
                ("000000000000", "jane", SignInCalls.Password),
                ("no-such-alias", "jane", SignInCalls.Password),
                (root.AccountId, "", ""),
                (root.AccountId, root.Credentials.AccessKeyId, "wrong"),
                (server.Management.AccountId, root.Credentials.AccessKeyId, root.Credentials.SecretAccessKey),
            }
        )
        {
            var page = await program.SignInAsync(account, user, password);
            Assert.Equal(HttpStatusCode.Forbidden, page.Status);
            Assert.Contains(SignInCalls.Incorrect, page.Text);
        }
    }

    [Fact]
    public async Task An_unknown_user_takes_as_long_as_a_wrong_password()
    {
        await root.NewPersonAsync();
        var (known, unknown) = (double.MaxValue, double.MaxValue);
        for (var i = 0; i < 4; i++)
        {
            known = Math.Min(known, await MeasureAsync("jane"));
            unknown = Math.Min(unknown, await MeasureAsync("nobody"));
        }
        Assert.InRange(unknown / known, 0.2, 5);

        async Task<double> MeasureAsync(string user)
        {
            var watch = Stopwatch.StartNew();
            await program.SignInAsync(root.AccountId, user, "wrong");
            return watch.Elapsed.TotalMilliseconds;
        }
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_must_wait()
    {
        await root.NewPersonAsync();
        for (var i = 0; i < 5; i++)
            await program.SignInAsync(root.AccountId, "jane", "wrong");
        Assert.Contains(SignInCalls.Incorrect, (await program.SignInAsync(root.AccountId, "jane", SignInCalls.Password)).Text);
        server.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.NotEmpty((await program.SignInAsync(root.AccountId, "jane", SignInCalls.Password)).Code);
    }

    [Fact]
    public async Task A_user_with_a_device_is_asked_for_its_code()
    {
        await root.NewPersonAsync();
        var device = await TestDevice.EnabledAsync(server, root, "jane");
        var asked = await program.SignInAsync(root.AccountId, "jane", SignInCalls.Password);
        Assert.Equal(HttpStatusCode.OK, asked.Status);
        Assert.DoesNotContain(SignInCalls.Password, asked.Text);
        var wrong = await program.SubmitAsync(fields: [("ticket", asked.Ticket), ("mfacode", "000000")]);
        Assert.Contains(SignInCalls.Incorrect, wrong.Text);
        var code = device.NextCode();
        var page = await program.SubmitAsync(fields: [("ticket", asked.Ticket), ("mfacode", code)]);
        var session = (await program.RedeemAsync(page.Code)).ClientOf(root);
        await root.PutPolicyAsync("jane", IamCalls.AllowWhere("iam:ListUsers", """{"Bool":{"aws:MultiFactorAuthPresent":"true"} }"""));
        await session.Iam("ListUsers");

        // A code counts once, and a ticket is for one program and five minutes.
        Assert.Contains(SignInCalls.Incorrect, (await program.SubmitAsync(fields: [("ticket", asked.Ticket), ("mfacode", code)])).Text);
        using var other = new TestProgram(server);
        Assert.DoesNotContain("code=", (await other.SubmitAsync(fields: [("ticket", asked.Ticket), ("mfacode", device.NextCode())])).Text);
        server.Clock.Advance(TimeSpan.FromMinutes(6));
        var late = await program.SubmitAsync(fields: [("ticket", asked.Ticket), ("mfacode", device.NextCode())]);
        Assert.Contains("took too long", late.Text);
    }

    [Fact]
    public async Task A_ticket_ends_with_the_password()
    {
        await root.NewPersonAsync();
        var device = await TestDevice.EnabledAsync(server, root, "jane");
        var asked = await program.SignInAsync(root.AccountId, "jane", SignInCalls.Password);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await root.Iam("UpdateLoginProfile", ("UserName", "jane"), ("Password", "Another-Horse-8"));
        var page = await program.SubmitAsync(fields: [("ticket", asked.Ticket), ("mfacode", device.NextCode())]);
        Assert.Contains("took too long", page.Text);
        Assert.Contains("took too long", (await program.SubmitAsync(fields: [("ticket", "made-up"), ("mfacode", "000000")])).Text);
    }

    [Fact]
    public async Task The_root_user_signs_in_with_its_access_key()
    {
        var page = await program.SignInAsync(root.AccountId, root.Credentials.AccessKeyId, root.Credentials.SecretAccessKey);
        var session = (await program.RedeemAsync(page.Code)).ClientOf(root);
        Assert.Equal($"arn:aws:iam::{root.AccountId}:root", (await session.Sts("GetCallerIdentity")).Text("Arn"));
        await session.Iam("ListUsers");
    }

    [Fact]
    public async Task A_password_that_must_be_changed_or_has_expired_does_not_sign_in()
    {
        await root.NewPersonAsync(mustChange: true);
        await root.NewPersonAsync("old");
        Assert.Contains("must be changed", (await program.SignInAsync(root.AccountId, "jane", SignInCalls.Password)).Text);
        Assert.NotEmpty((await program.SignInAsync(root.AccountId, "old", SignInCalls.Password)).Code);
        await root.Iam("UpdateAccountPasswordPolicy", ("MinimumPasswordLength", "8"), ("MaxPasswordAge", "30"));
        server.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Contains("must be changed", (await program.SignInAsync(root.AccountId, "old", SignInCalls.Password)).Text);
        Assert.Contains(SignInCalls.Incorrect, (await program.SignInAsync(root.AccountId, "old", "wrong")).Text);
    }

    [Fact]
    public async Task Every_attempt_is_recorded_as_AWS_does_without_a_secret()
    {
        await root.NewPersonAsync();
        await program.SignInAsync(root.AccountId, "nobody", "secret-of-nobody");
        await program.SignInAsync(root.AccountId, "jane", "wrong-secret");
        await program.SignInAsync(root.AccountId, "jane", SignInCalls.Password);
        var events = (await server.EventsAsync(root))
            .Where(each => each.GetProperty("eventSource").GetString() == "signin.amazonaws.com")
            .ToList();
        Assert.Equal(
            [
                ("ConsoleLogin", "AwsConsoleSignIn", "No username found in supplied account", """{"ConsoleLogin":"Failure"}"""),
                ("ConsoleLogin", "AwsConsoleSignIn", "Failed authentication", """{"ConsoleLogin":"Failure"}"""),
                ("ConsoleLogin", "AwsConsoleSignIn", "", """{"ConsoleLogin":"Success"}"""),
                ("AuthorizeOAuth2Access", "AwsApiCall", "", "null"),
            ],
            events.Select(each =>
                (
                    each.GetProperty("eventName").GetString()!,
                    each.GetProperty("eventType").GetString()!,
                    each.TryGetProperty("errorMessage", out var message) ? message.GetString()! : "",
                    each.GetProperty("responseElements").GetRawText()
                )
            )
        );
        Assert.All(events, each => Assert.False(each.TryGetProperty("errorCode", out _)));
        Assert.Equal("jane", events[1].GetProperty("userIdentity").GetProperty("userName").GetString());
        Assert.Equal("jane", events[2].GetProperty("userIdentity").GetProperty("userName").GetString());
        Assert.All(events, each => Assert.DoesNotMatch("secret|Horse", each.GetRawText()));
    }

    [Fact]
    public async Task The_event_tells_where_to_and_whether_with_which_device()
    {
        await root.NewPersonAsync();
        await program.SignInAsync(root.AccountId, "jane", SignInCalls.Password);
        var device = await TestDevice.EnabledAsync(server, root, "jane");
        var asked = await program.SignInAsync(root.AccountId, "jane", SignInCalls.Password);
        await program.SubmitAsync(fields: [("ticket", asked.Ticket), ("mfacode", "000000")]);
        await program.SubmitAsync(fields: [("ticket", asked.Ticket), ("mfacode", device.NextCode())]);
        await program.SignInAsync(root.AccountId, "jane", "wrong");
        Assert.Equal(
            [
                Data("\"MFAUsed\":\"No\""),
                Data("\"MFAUsed\":\"Yes\""),
                Data($"\"MFAIdentifier\":\"{device.SerialNumber}\",\"MFAUsed\":\"Yes\""),
                Data("\"MFAUsed\":\"No\""),
            ],
            (await server.EventsAsync(root))
                .Where(each => each.GetProperty("eventName").GetString() == "ConsoleLogin")
                .Select(each => each.GetProperty("additionalEventData").GetRawText())
        );

        static string Data(string mfa) => $$"""{"LoginTo":"{{TestProgram.Redirect}}","MobileVersion":"No",{{mfa}}}""";
    }

    [Fact]
    public async Task Failed_attempts_cannot_fill_the_trail()
    {
        await root.NewPersonAsync();
        await Task.WhenAll(
            Enumerable
                .Range(0, 100)
                .Select(_ =>
                    program.SubmitAsync(
                        fields: [("account", root.AccountId), ("username", root.Credentials.AccessKeyId), ("password", "x")]
                    )
                )
        );
        var events = await server.EventsAsync(root);
        Assert.InRange(events.Count(each => each.GetProperty("eventName").GetString() == "ConsoleLogin"), 1, 120);
    }
}
