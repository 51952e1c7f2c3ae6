using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.MfaDevices;

[Collection(ServerCollection.Name)]
public class ListMFADevicesTests(TestServer server)
{
    [Fact]
    public async Task Pages_hold_every_device_of_the_user_whatever_it_is_called_by_now()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.PagesWholeAsync("ListMFADevices", "SerialNumber", [], ("UserName", "x"));
        foreach (var name in new[] { "b", "a" })
            await TestDevice.EnabledAsync(server, root, "x", name);
        await root.Iam("UpdateUser", ("UserName", "x"), ("NewUserName", "renamed"));
        await root.PagesWholeAsync("ListMFADevices", "SerialNumber", [root.Arn("mfa/a"), root.Arn("mfa/b")], ("UserName", "renamed"));
        var answer = await root.Iam("ListMFADevices", ("UserName", "renamed"));
        Assert.Equal("EnableDate SerialNumber UserName", answer.Members("member"));
        Assert.Equal("renamed", answer.Text("UserName"));
    }

    [Fact]
    public async Task Without_a_name_it_is_the_callers_own()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x", Documents.Allow("iam:ListMFADevices", root.Arn("user/x")));
        var device = await TestDevice.EnabledAsync(server, root, "x");
        Assert.Equal(device.SerialNumber, (await user.Iam("ListMFADevices")).Text("SerialNumber"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.NeedsExactlyAsync("ListMFADevices", root.Arn("user/x"), "user x", ("UserName", "x"));
    }
}
