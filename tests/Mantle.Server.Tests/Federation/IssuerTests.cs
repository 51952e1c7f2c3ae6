using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Mantle.Server.Tests.Federation;

/// <summary>How keys are fetched: rarely, once for many callers, and without delaying other callers.</summary>
[Collection(FederationCollection.Name)]
public class IssuerTests(FederationServer server)
{
    const string NoKey =
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity "
        + "documentation for requirements";

    DateTimeOffset Now => server.Clock.GetUtcNow();

    [Fact]
    public async Task Rotated_keys_are_found_at_once_and_invented_ones_at_a_bounded_rate()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        await root.WebOkAsync(role, issuer.Token(Now));
        issuer.Keys.Add(new IssuerKey("second", RSA.Create(2_048)));
        await root.WebOkAsync(role, issuer.Token(Now));
        Assert.Equal(2, issuer.Fetches);
        var stranger = new IssuerKey("", RSA.Create(2_048));
        for (var i = 0; i < 20; i++)
            await root.WebRefusedAsync(
                role,
                (stranger with { Id = $"invented-{i}" }).Sign(issuer.Claims(Now), "RS256"),
                "InvalidIdentityToken",
                NoKey
            );
        Assert.InRange(issuer.Fetches, 3, 5);
        await root.WebOkAsync(role, issuer.Token(Now));
    }

    [Fact]
    public async Task A_key_that_was_withdrawn_stops_working()
    {
        await using var own = new FederationServer();
        await own.InitializeAsync();
        await using var issuer = await TestIssuer.StartAsync();
        var root = await own.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        var old = issuer.Keys[0];
        await root.WebOkAsync(role, issuer.Token(own.Clock.GetUtcNow()));
        (issuer.Keys[0], _) = (new IssuerKey("next", RSA.Create(2_048)), old);
        own.Clock.Advance(TimeSpan.FromMinutes(10));
        await root.WebRefusedAsync(role, old.Sign(issuer.Claims(own.Clock.GetUtcNow()), "RS256"), "InvalidIdentityToken", NoKey);
    }

    [Fact]
    public async Task Keys_outlive_an_issuer_that_is_away_for_an_hour_and_no_longer()
    {
        await using var own = new FederationServer();
        await own.InitializeAsync();
        await using var issuer = await TestIssuer.StartAsync();
        var root = await own.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        await root.WebOkAsync(role, issuer.Token(own.Clock.GetUtcNow()));
        issuer.Instead = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        own.Clock.Advance(TimeSpan.FromMinutes(59));
        await root.WebOkAsync(role, issuer.Token(own.Clock.GetUtcNow()));
        own.Clock.Advance(TimeSpan.FromMinutes(2));
        await root.WebRefusedAsync(role, issuer.Token(own.Clock.GetUtcNow()), "IDPCommunicationError", null);
    }

    [Fact]
    public async Task Many_callers_of_a_slow_issuer_share_one_fetch_and_others_do_not_wait()
    {
        await using var slow = await TestIssuer.StartAsync();
        await using var fast = await TestIssuer.StartAsync();
        var gate = new TaskCompletionSource();
        slow.Gate = gate.Task;
        var one = await server.NewAccountAsync();
        var two = await server.NewAccountAsync();
        var slowRole = await one.NewWebRoleAsync(slow);
        var fastRole = await two.NewWebRoleAsync(fast);
        var waiting = Enumerable.Range(0, 50).Select(_ => one.WebAsync(slowRole, slow.Token(Now))).ToList();
        await two.WebOkAsync(fastRole, fast.Token(Now));
        await one.Iam("ListUsers");
        Assert.DoesNotContain(waiting, task => task.IsCompleted);
        gate.SetResult();
        Assert.All(await Task.WhenAll(waiting), answer => Assert.Null(answer.Code));
        Assert.Equal(1, slow.Fetches);
    }

    [Fact]
    public async Task An_issuer_that_never_answers_is_given_up_after_five_seconds()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var gate = new TaskCompletionSource();
        issuer.Gate = gate.Task;
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await root.WebRefusedAsync(role, issuer.Token(Now), "IDPCommunicationError", null);
        Assert.InRange(watch.Elapsed.TotalSeconds, 4, 10);
        gate.SetResult();
    }

    [Fact]
    public async Task Wrong_answers_are_refused_and_redirects_not_followed()
    {
        await using var elsewhere = await TestIssuer.StartAsync();
        async Task RefusedAsync(Action<TestIssuer> spoil, string code = "InvalidIdentityToken", string? message = NoKey)
        {
            await using var issuer = await TestIssuer.StartAsync();
            spoil(issuer);
            var root = await server.NewAccountAsync();
            var role = await root.NewWebRoleAsync(issuer);
            await root.WebRefusedAsync(role, issuer.Token(Now), code, message);
        }
        await RefusedAsync(issuer => issuer.ClaimedIssuer = "https://accounts.example.com");
        await RefusedAsync(issuer => issuer.KeySetUrl = elsewhere.Url + "/keys");
        await RefusedAsync(issuer => issuer.KeySetUrl = "file:///etc/passwd");
        await RefusedAsync(issuer => issuer.Instead = http => http.Response.WriteAsync("<html/>"));
        await RefusedAsync(issuer => issuer.Instead = http => http.Response.WriteAsync("[]"));
        await RefusedAsync(issuer =>
            issuer.Instead = http =>
            {
                http.Response.StatusCode = 404;
                return Task.CompletedTask;
            }
        );
        await RefusedAsync(issuer =>
            issuer.Instead = http =>
            {
                http.Response.Redirect(elsewhere.Url + http.Request.Path);
                return Task.CompletedTask;
            }
        );
        await RefusedAsync(issuer => issuer.Instead = http => http.Response.WriteAsync(new string(' ', 300 << 10)));
        await RefusedAsync(
            issuer =>
                issuer.Instead = async http =>
                {
                    // A body without a declared length that never ends.
                    while (!http.RequestAborted.IsCancellationRequested)
                        await http.Response.WriteAsync(new string(' ', 64 << 10), http.RequestAborted);
                },
            message: null
        );
        await RefusedAsync(issuer => issuer.Keys[0] = new IssuerKey("first", RSA.Create(1_024)));
        Assert.Equal(0, elsewhere.Fetches);
    }

    [Fact]
    public async Task An_issuer_that_is_not_there_is_told_apart_from_a_wrong_token()
    {
        var issuer = await TestIssuer.StartAsync();
        var root = await server.NewAccountAsync();
        var role = await root.NewWebRoleAsync(issuer);
        await issuer.DisposeAsync();
        await root.WebRefusedAsync(role, issuer.Token(Now), "IDPCommunicationError", null);
    }

    [Fact]
    public async Task Keys_that_were_fetched_under_one_account_s_trust_do_not_serve_another_s()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var one = await server.NewAccountAsync();
        var two = await server.NewAccountAsync();
        await one.WebOkAsync(await one.NewWebRoleAsync(issuer), issuer.Token(Now));
        var role = await two.NewWebRoleAsync(issuer);
        await two.Iam(
            "UpdateOpenIDConnectProviderThumbprint",
            ("OpenIDConnectProviderArn", $"arn:aws:iam::{two.AccountId}:oidc-provider/{issuer.Name}"),
            ("ThumbprintList.member.1", new string('0', 40))
        );
        await two.WebOkAsync(role, issuer.Token(Now));
        Assert.Equal(2, issuer.Fetches);
    }
}
