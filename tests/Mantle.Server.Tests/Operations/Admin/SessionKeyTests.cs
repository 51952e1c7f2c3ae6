using Mantle.Core.Secrets;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Admin;

/// <summary>Session keys rotate without breaking live sessions; a revoked one ends its sessions and no others.</summary>
public sealed class SessionKeyTests : IAsyncLifetime
{
    readonly TestServer server = new();

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Sessions_outlive_a_rotation_and_a_restart()
    {
        var root = await server.NewAccountAsync();
        var before = await SessionAsync(root, "before");
        Assert.Equal("2", (await server.Management.CallAsync("mantle", "RotateSessionKey")).Text("KeyId"));
        var after = await SessionAsync(root, "after");
        await server.RestartAsync();
        foreach (var session in new[] { before, after })
            await server.Management.With(session.AccountId, session.Credentials).Sts("GetCallerIdentity");
        Assert.Equal(["false", "true"], (await server.Management.CallAsync("mantle", "ListSessionKeys")).All("IsCurrent"));
    }

    [Fact]
    public async Task Revoking_a_key_ends_its_sessions_and_no_others()
    {
        var root = await server.NewAccountAsync();
        var leaked = await SessionAsync(root, "leaked");
        await server.Management.CallAsync("mantle", "RotateSessionKey");
        var safe = await SessionAsync(root, "safe");
        await server.Management.CallAsync("mantle", "RevokeSessionKey", ("KeyId", "1"));
        await leaked.RefusedAsync(
            "InvalidClientTokenId",
            "The security token included in the request is invalid.",
            "sts",
            "GetCallerIdentity"
        );
        await safe.Sts("GetCallerIdentity");
        await root.Iam("ListUsers");
        await server.RestartAsync();
        await server
            .Management.With(leaked.AccountId, leaked.Credentials)
            .RefusedAsync("InvalidClientTokenId", null, "sts", "GetCallerIdentity");
        await server.Management.With(safe.AccountId, safe.Credentials).Sts("GetCallerIdentity");
        await server.Management.RefusedAsync("NoSuchEntity", "There is no session key 1.", "mantle", "RevokeSessionKey", ("KeyId", "1"));
    }

    [Fact]
    public async Task Revoking_the_current_key_makes_a_new_one()
    {
        var root = await server.NewAccountAsync();
        var leaked = await SessionAsync(root, "leaked");
        await server.Management.CallAsync("mantle", "RevokeSessionKey", ("KeyId", "1"));
        await leaked.RefusedAsync("InvalidClientTokenId", null, "sts", "GetCallerIdentity");
        await (await SessionAsync(root, "next")).Sts("GetCallerIdentity");
        Assert.Equal(["2"], (await server.Management.CallAsync("mantle", "ListSessionKeys")).All("KeyId"));
    }

    [Fact]
    public async Task On_schedule_a_key_is_followed_and_goes_when_its_last_session_has_ended()
    {
        var keys = server.Server.Part<SessionKeys>().Ring;
        var lifetime = TimeSpan.FromDays(30);
        await SessionKeyRotation.RotateIfDueAsync(keys, lifetime, server.Clock.GetUtcNow() + TimeSpan.FromDays(29));
        Assert.Single(keys.Keys);
        server.Clock.Advance(lifetime);
        await SessionKeyRotation.RotateIfDueAsync(keys, lifetime, server.Clock.GetUtcNow());
        Assert.Equal([1u, 2u], keys.Keys.Select(key => key.Id));
        server.Clock.Advance(TimeSpan.FromHours(35));
        await SessionKeyRotation.RotateAsync(keys, server.Clock.GetUtcNow());
        Assert.Equal([1u, 2u, 3u], keys.Keys.Select(key => key.Id));
        server.Clock.Advance(TimeSpan.FromHours(2));
        await SessionKeyRotation.RotateAsync(keys, server.Clock.GetUtcNow());
        Assert.Equal([2u, 3u, 4u], keys.Keys.Select(key => key.Id));
    }

    static async Task<TestClient> SessionAsync(TestClient root, string name)
    {
        var user = await root.NewUserAsync(name, Documents.Allow("sts:AssumeRole"));
        var role = await root.NewRoleAsync(name);
        await root.Iam("UpdateAssumeRolePolicy", ("RoleName", name), ("PolicyDocument", Documents.Trust(root.Arn($"user/{name}"))));
        return await user.AssumeAsync(role);
    }
}
