using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.MfaDevices;

[Collection(ServerCollection.Name)]
public class ListVirtualMFADevicesTests(TestServer server)
{
    [Fact]
    public async Task An_assigned_device_names_its_user_and_an_unassigned_one_only_itself()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v"));
        var used = await TestDevice.EnabledAsync(server, root, "x", "used");
        var free = await TestDevice.NewAsync(server, root, "free");
        var assigned = await root.Iam("ListVirtualMFADevices", ("AssignmentStatus", "Assigned"));
        Assert.Equal("EnableDate SerialNumber User", assigned.Members("member"));
        Assert.Equal("Arn CreateDate Path UserId UserName", assigned.Members("User"));
        Assert.Equal(used.SerialNumber, assigned.Text("SerialNumber"));
        var unassigned = await root.Iam("ListVirtualMFADevices", ("AssignmentStatus", "Unassigned"));
        Assert.Equal("SerialNumber", unassigned.Members("member"));
        Assert.Equal(free.SerialNumber, unassigned.Text("SerialNumber"));
        Assert.Equal([free.SerialNumber, used.SerialNumber], (await root.Iam("ListVirtualMFADevices")).All("SerialNumber"));
        Assert.Equal(
            [free.SerialNumber, used.SerialNumber],
            (await root.Iam("ListVirtualMFADevices", ("AssignmentStatus", "Any"))).All("SerialNumber")
        );
    }

    [Fact]
    public async Task The_root_users_device_names_the_root_user()
    {
        var root = await server.NewAccountAsync();
        await TestDevice.EnabledAsync(server, root, root.AccountId);
        var answer = await root.Iam("ListVirtualMFADevices");
        Assert.Equal("Arn CreateDate UserId", answer.Members("User"));
        Assert.Equal(root.Arn("root"), answer.Text("Arn"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Pages_hold_every_device(int size)
    {
        var root = await server.NewAccountAsync();
        foreach (var name in new[] { "c", "a", "b" })
            await TestDevice.NewAsync(server, root, name);
        Assert.Equal(
            [root.Arn("mfa/a"), root.Arn("mfa/b"), root.Arn("mfa/c")],
            await root.PagesAsync("ListVirtualMFADevices", "SerialNumber", size)
        );
        await root.Refused("ValidationError", "Invalid Marker.", "ListVirtualMFADevices", ("Marker", "?"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_accounts_devices()
    {
        var root = await server.NewAccountAsync();
        await root.NeedsExactlyAsync("ListVirtualMFADevices", root.Arn("mfa/"), root.Arn("mfa/"));
    }
}
