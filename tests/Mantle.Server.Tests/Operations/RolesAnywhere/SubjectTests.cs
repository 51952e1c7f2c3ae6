using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.RolesAnywhere;

/// <summary>
/// Which certificates got sessions
/// (<see href="https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_GetSubject.html"/>).
/// </summary>
public sealed class SubjectTests : IAsyncLifetime
{
    readonly TestServer server = new();

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task GetSubject_and_ListSubjects_show_certificates_and_when_they_were_seen()
    {
        var outside = await Outside.NewAsync(server);
        var first = outside.Workload("CN=alice, O=Shop");
        var started = server.Now;
        var arn = (await outside.CreateAsync(first)).Text("subjectArn");
        var id = arn[(arn.LastIndexOf('/') + 1)..];
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(arn, (await outside.CreateAsync(first)).Text("subjectArn"));
        var subject = await ReadAsync();
        Assert.Equal(("CN=alice,O=Shop", arn), (subject.Text("x509Subject"), subject.Text("subjectArn")));
        Assert.Equal((started, started, server.Now), (Date("createdAt"), Date("updatedAt"), Date("lastSeenAt")));
        var credential = Assert.Single(subject.GetProperty("credentials").EnumerateArray());
        Assert.Equal(
            (first.Pem, "CN=Root", true, false, server.Now),
            (
                credential.Text("x509CertificateData"),
                credential.Text("issuer"),
                credential.GetProperty("enabled").GetBoolean(),
                credential.GetProperty("failed").GetBoolean(),
                credential.GetProperty("seenAt").GetDateTimeOffset()
            )
        );
        Assert.Matches("^[1-9][0-9]+$", credential.Text("serialNumber"));

        server.Clock.Advance(TimeSpan.FromMinutes(10));
        var second = outside.Workload("CN=alice, O=Shop");
        await outside.CreateAsync(second);
        await outside.CreateAsync(outside.Workload("CN=bob"));
        subject = await ReadAsync();
        Assert.Equal(
            [(second.Pem, server.Now), (first.Pem, server.Now.AddMinutes(-10))],
            subject
                .GetProperty("credentials")
                .EnumerateArray()
                .Select(each => (each.Text("x509CertificateData"), each.GetProperty("seenAt").GetDateTimeOffset()))
        );
        var list = await outside.Root.AnywhereAsync("GET", "/subjects");
        Assert.Equal(
            ["CN=alice,O=Shop", "CN=bob"],
            list.GetProperty("subjects").EnumerateArray().Select(each => each.Text("x509Subject")).Order()
        );
        await server.RestartAsync();
        Assert.Equal(subject.GetRawText(), (await ReadAsync()).GetRawText());
        Outside.Refused(await Client().TryAnywhereAsync("GET", $"/subject/{Guid.NewGuid()}"), "ResourceNotFoundException");

        async Task<System.Text.Json.JsonElement> ReadAsync() =>
            (await Client().AnywhereAsync("GET", $"/subject/{id}")).GetProperty("subject");
        TestClient Client() => server.Management.With(outside.Root.AccountId, outside.Root.Credentials);
        DateTimeOffset Date(string name) => subject.GetProperty(name).GetDateTimeOffset();
    }

    [Fact]
    public async Task A_known_certificate_writes_nothing_and_ten_are_kept()
    {
        var outside = await Outside.NewAsync(server);
        var arn = "";
        var workloads = Enumerable.Range(0, 12).Select(_ => outside.Workload()).ToList();
        foreach (var workload in workloads)
            arn = (await outside.CreateAsync(workload)).Text("subjectArn");
        var version = await VersionAsync();
        for (var i = 0; i < 3; i++)
            await outside.CreateAsync(workloads[^1]);
        Assert.Equal(version, await VersionAsync());
        var subject = (await outside.Root.AnywhereAsync("GET", $"/subject/{arn[(arn.LastIndexOf('/') + 1)..]}")).GetProperty("subject");
        Assert.Equal(
            workloads.Skip(2).Reverse().Select(each => each.Pem),
            subject.GetProperty("credentials").EnumerateArray().Select(each => each.Text("x509CertificateData"))
        );

        async Task<string> VersionAsync() =>
            (await outside.Root.AnywhereAsync("GET", "/subjects")).GetProperty("subjects")[0].Text("updatedAt");
    }

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        var outside = await Outside.NewAsync(server);
        var workload = outside.Workload();
        var session = await outside.SessionAsync(workload);
        await outside.Root.AnywhereAsync(
            "POST",
            "/TagResource",
            new { resourceArn = outside.AnchorArn, tags = new[] { new { key = "team", value = "blue" } } }
        );
        TestClient client = outside.Root;
        var (anchor, profile) = (
            await client.AnywhereAsync("GET", $"/trustanchor/{outside.AnchorId}"),
            await client.AnywhereAsync("GET", $"/profile/{outside.ProfileId}")
        );
        await server.RestartAsync();
        client = server.Management.With(outside.Root.AccountId, outside.Root.Credentials);
        Assert.Equal(anchor.GetRawText(), (await client.AnywhereAsync("GET", $"/trustanchor/{outside.AnchorId}")).GetRawText());
        Assert.Equal(profile.GetRawText(), (await client.AnywhereAsync("GET", $"/profile/{outside.ProfileId}")).GetRawText());
        await server.Management.With(client.AccountId, session.Credentials).Iam("ListUsers");
        var tags = await client.AnywhereAsync("GET", $"/ListTagsForResource?resourceArn={Uri.EscapeDataString(outside.AnchorArn)}");
        Assert.Equal("""{"tags":[{"key":"team","value":"blue"}]}""", tags.GetRawText());
    }
}
