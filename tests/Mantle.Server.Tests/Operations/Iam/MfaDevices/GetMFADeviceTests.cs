using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.MfaDevices;

[Collection(ServerCollection.Name)]
public class GetMFADeviceTests(TestServer server)
{
    [Fact]
    public async Task A_users_device_has_no_certifications()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var device = await TestDevice.EnabledAsync(server, root, "x");
        var answer = await root.Iam("GetMFADevice", ("UserName", "x"), ("SerialNumber", device.SerialNumber));
        Assert.Equal("EnableDate SerialNumber UserName", answer.Members("GetMFADeviceResult"));
        Assert.Equal("x", answer.Text("UserName"));
    }

    [Fact]
    public async Task A_device_that_is_not_in_use_by_the_user_is_not_found()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var device = await TestDevice.NewAsync(server, root);
        await root.Refused(
            "NoSuchEntity",
            $"MFA Device with serial number {device.SerialNumber} does not exist.",
            "GetMFADevice",
            ("UserName", "x"),
            ("SerialNumber", device.SerialNumber)
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var device = await TestDevice.EnabledAsync(server, root, "x");
        await root.NeedsExactlyAsync(
            "GetMFADevice",
            root.Arn("user/x"),
            "user x",
            ("UserName", "x"),
            ("SerialNumber", device.SerialNumber)
        );
    }
}
