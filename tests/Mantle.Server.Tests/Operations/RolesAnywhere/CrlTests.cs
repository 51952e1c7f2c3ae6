using System.Text;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.RolesAnywhere;

/// <summary>
/// Certificate revocation lists
/// (<see href="https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_ImportCrl.html"/>).
/// </summary>
[Collection(ServerCollection.Name)]
public class CrlTests(TestServer server)
{
    [Fact]
    public async Task ImportCrl_GetCrl_ListCrls_UpdateCrl_EnableCrl_DisableCrl_and_DeleteCrl()
    {
        var root = await server.NewAccountAsync();
        var authority = TestAuthority.Root(server.Now);
        var anchor = (await root.NewAnchorAsync(authority.Pem)).Text("trustAnchorArn");
        var data = Data(authority);
        var made = (await root.AnywhereAsync("POST", "/crls", Body(anchor, data))).GetProperty("crl");
        var id = made.Text("crlId");
        Assert.Equal($"arn:aws:rolesanywhere:us-east-1:{root.AccountId}:crl/{id}", made.Text("crlArn"));
        Assert.Equal(
            ("revoked", data, anchor, false),
            (made.Text("name"), made.Text("crlData"), made.Text("trustAnchorArn"), made.GetProperty("enabled").GetBoolean())
        );
        Assert.Equal(made.GetRawText(), (await root.AnywhereAsync("GET", $"/crl/{id}")).GetProperty("crl").GetRawText());
        Assert.Equal(
            made.GetRawText(),
            Assert.Single((await root.AnywhereAsync("GET", "/crls")).GetProperty("crls").EnumerateArray()).GetRawText()
        );

        var other = Data(authority);
        Assert.NotEqual(data, other);
        var changed = (await root.AnywhereAsync("PATCH", $"/crl/{id}", new { name = "other", crlData = other })).GetProperty("crl");
        Assert.Equal(("other", other), (changed.Text("name"), changed.Text("crlData")));
        Outside.Refused(
            await root.TryAnywhereAsync("PATCH", $"/crl/{id}", new { crlData = Data(TestAuthority.Root(server.Now)) }),
            "ValidationException"
        );
        foreach (var (verb, enabled) in new[] { ("enable", true), ("disable", false) })
            Assert.Equal(
                enabled,
                (await root.AnywhereAsync("POST", $"/crl/{id}/{verb}")).GetProperty("crl").GetProperty("enabled").GetBoolean()
            );
        await root.AnywhereAsync("DELETE", $"/crl/{id}");
        Outside.Refused(await root.TryAnywhereAsync("GET", $"/crl/{id}"), "ResourceNotFoundException");
    }

    [Fact]
    public async Task A_trust_anchor_has_two_lists_at_most()
    {
        var root = await server.NewAccountAsync();
        var authority = TestAuthority.Root(server.Now);
        var anchor = (await root.NewAnchorAsync(authority.Pem)).Text("trustAnchorArn");
        for (var i = 0; i < 2; i++)
            await root.AnywhereAsync("POST", "/crls", Body(anchor, Data(authority)));
        Outside.Refused(await root.TryAnywhereAsync("POST", "/crls", Body(anchor, Data(authority))), "ValidationException");
        Outside.Refused(await root.TryAnywhereAsync("POST", "/crls", Body(anchor + "x", Data(authority))), "ValidationException");
        Outside.Refused(await root.TryAnywhereAsync("POST", "/crls", Body(anchor, "not base64!")), "SerializationException");
    }

    string Data(TestAuthority authority) => Convert.ToBase64String(Encoding.ASCII.GetBytes(authority.Revoke(server.Now)));

    static object Body(string anchor, string data) =>
        new
        {
            name = "revoked",
            trustAnchorArn = anchor,
            crlData = data,
        };
}
