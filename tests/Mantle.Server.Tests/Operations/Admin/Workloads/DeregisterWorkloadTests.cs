using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Admin.Workloads;

/// <summary>A registration ends: at once where somebody takes it away, and at its time otherwise; its sessions end with it.</summary>
public sealed class DeregisterWorkloadTests : IAsyncLifetime
{
    const string Function = "lambda.amazonaws.com";

    readonly TestServer server = new();

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Taking_it_away_ends_its_sessions_and_no_others()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewServiceRoleAsync("worker", Function);
        var taken = await root.RegisterAsync(("Service", Function), ("RoleArn", role));
        var session = await root.WorkloadAsync(taken.Text("RegistrationToken"));
        var other = await root.WorkloadAsync(await root.TokenAsync(("Service", Function), ("RoleArn", role)));
        await root.CallAsync("mantle", "DeregisterWorkload", ("RegistrationId", taken.Text("RegistrationId")));
        await session.RefusedAsync("InvalidClientTokenId", null, "iam", "ListUsers");
        Assert.Equal("InvalidRegistrationToken", (await root.AssumeWorkloadAsync(taken.Text("RegistrationToken"))).Code);
        await other.Iam("ListUsers");
        Assert.Single((await root.CallAsync("mantle", "ListWorkloads")).All("RegistrationId"));
        await root.RefusedAsync(
            "NoSuchEntity",
            $"There is no registered workload {taken.Text("RegistrationId")}.",
            "mantle",
            "DeregisterWorkload",
            ("RegistrationId", taken.Text("RegistrationId"))
        );
    }

    [Fact]
    public async Task It_needs_permission_on_the_registration()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewServiceRoleAsync("worker", Function);
        var id = (await root.RegisterAsync(("Service", Function), ("RoleArn", role))).Text("RegistrationId");
        var arn = $"arn:aws:mantle:us-east-1:{root.AccountId}:workload/{id}";
        var stranger = await root.NewUserAsync("stranger", Documents.Allow("mantle:DeregisterWorkload", arn + "x"));
        await stranger.RefusedAsync(
            "AccessDenied",
            $"User: arn:aws:iam::{root.AccountId}:user/stranger is not authorized to perform: mantle:DeregisterWorkload on resource: "
                + $"{arn} because no identity-based policy allows the mantle:DeregisterWorkload action",
            "mantle",
            "DeregisterWorkload",
            ("RegistrationId", id)
        );
        var owner = await root.NewUserAsync("owner", Documents.Allow("mantle:DeregisterWorkload", arn));
        await owner.CallAsync("mantle", "DeregisterWorkload", ("RegistrationId", id));
    }

    /// <summary>Its ARN has the region of the workload, so a call sent elsewhere is authorized for the same.</summary>
    [Fact]
    public async Task A_deny_counts_in_every_region()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewServiceRoleAsync("worker", Function);
        var id = (await root.RegisterAsync(("Service", Function), ("RoleArn", role))).Text("RegistrationId");
        var user = await root.NewUserAsync(
            "user",
            $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"mantle:*","Resource":"*"},
             {"Effect":"Deny","Action":"mantle:*","Resource":"arn:aws:mantle:us-east-1:{{root.AccountId}}:workload/{{id}}"}]}
            """
        );
        var elsewhere = new TestClient(user.Endpoint, server.Clock, user.AccountId, user.Credentials) { Region = "eu-west-1" };
        foreach (var client in new[] { user, elsewhere })
            await client.RefusedAsync("AccessDenied", null, "mantle", "DeregisterWorkload", ("RegistrationId", id));
    }

    [Fact]
    public async Task An_expired_one_gets_nothing_more_and_makes_room_for_the_next()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewServiceRoleAsync("worker", Function);
        (string, string)[] parameters = [("Service", Function), ("RoleArn", role), ("LifetimeSeconds", "600")];
        var token = await root.TokenAsync(parameters);
        var session = await root.WorkloadAsync(token);
        server.Clock.Advance(TimeSpan.FromSeconds(601));
        await session.RefusedAsync("ExpiredToken", null, "iam", "ListUsers");
        Assert.Equal("ExpiredRegistration", (await root.AssumeWorkloadAsync(token)).Code);
        Assert.Empty((await root.CallAsync("mantle", "ListWorkloads")).All("RegistrationId"));
        await root.TokenAsync(parameters);
        Assert.Equal("InvalidRegistrationToken", (await root.AssumeWorkloadAsync(token)).Code);
    }

    [Fact]
    public async Task Registrations_and_their_sessions_outlive_a_restart()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewServiceRoleAsync("worker", Function);
        var token = await root.TokenAsync(
            ("Service", Function),
            ("RoleArn", role),
            ("Tags.member.1.Key", "team"),
            ("Tags.member.1.Value", "blue")
        );
        var session = await root.WorkloadAsync(token);
        await server.RestartAsync();
        root = server.Management.With(root.AccountId, root.Credentials);
        await root.With(session.Credentials).Iam("ListUsers");
        await (await root.WorkloadAsync(token)).Iam("ListUsers");
        Assert.Equal(["team"], (await root.CallAsync("mantle", "ListWorkloads")).All("Key"));
    }
}
