using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.MfaDevices;

[Collection(ServerCollection.Name)]
public class DeleteVirtualMFADeviceTests(TestServer server)
{
    [Fact]
    public async Task A_device_in_use_is_kept_until_it_is_deactivated()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var device = await TestDevice.EnabledAsync(server, root, "x");
        await root.Refused(
            "DeleteConflict",
            "MFA VirtualDevice in use. Must deactivate first.",
            "DeleteVirtualMFADevice",
            ("SerialNumber", device.SerialNumber)
        );
        await root.Iam("DeactivateMFADevice", ("UserName", "x"), ("SerialNumber", device.SerialNumber));
        await root.Iam("DeleteVirtualMFADevice", ("SerialNumber", device.SerialNumber));
        await root.Refused(
            "NoSuchEntity",
            $"VirtualMFADevice with serial number {device.SerialNumber} doesn't exist.",
            "DeleteVirtualMFADevice",
            ("SerialNumber", device.SerialNumber)
        );
    }

    [Fact]
    public async Task A_namesake_has_another_seed_and_remembers_no_codes()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        var first = await TestDevice.EnabledAsync(server, root, "x");
        await user.Sts("GetSessionToken", first.With(first.NextCode()));
        await root.Iam("DeactivateMFADevice", ("UserName", "x"), ("SerialNumber", first.SerialNumber));
        await root.Iam("DeleteVirtualMFADevice", ("SerialNumber", first.SerialNumber));
        var second = await TestDevice.EnabledAsync(server, root, "x");
        Assert.NotEqual(first.Seed, second.Seed);
        await user.Sts("GetSessionToken", second.With(second.Code(1)));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_device()
    {
        var root = await server.NewAccountAsync();
        var device = await TestDevice.NewAsync(server, root);
        await root.NeedsExactlyAsync(
            "DeleteVirtualMFADevice",
            device.SerialNumber,
            device.SerialNumber,
            ("SerialNumber", device.SerialNumber)
        );
    }
}
