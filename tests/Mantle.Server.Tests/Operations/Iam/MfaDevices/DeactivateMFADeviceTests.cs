using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.MfaDevices;

[Collection(ServerCollection.Name)]
public class DeactivateMFADeviceTests(TestServer server)
{
    [Fact]
    public async Task The_device_is_free_again_and_its_codes_count_no_more()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        var device = await TestDevice.EnabledAsync(server, root, "x");
        await root.Iam("DeactivateMFADevice", ("UserName", "x"), ("SerialNumber", device.SerialNumber));
        await user.RefusedAsync("AccessDenied", null, "sts", "GetSessionToken", device.With(device.NextCode()));
        await root.Iam("CreateUser", ("UserName", "y"));
        await root.Iam("EnableMFADevice", device.Pair("y", 1));
    }

    [Fact]
    public async Task Another_users_device_reads_like_one_that_is_not_there()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.Iam("CreateUser", ("UserName", "y"));
        var device = await TestDevice.EnabledAsync(server, root, "x");
        foreach (var serial in new[] { device.SerialNumber, root.Arn("mfa/other") })
            await root.Refused(
                "NoSuchEntity",
                $"MFA Device with serial number {serial} does not exist.",
                "DeactivateMFADevice",
                ("UserName", "y"),
                ("SerialNumber", serial)
            );
        await root.Refused(
            "NoSuchEntity",
            "The user with name nobody cannot be found.",
            "DeactivateMFADevice",
            ("UserName", "nobody"),
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
            "DeactivateMFADevice",
            root.Arn("user/x"),
            "user x",
            ("UserName", "x"),
            ("SerialNumber", device.SerialNumber)
        );
    }
}
