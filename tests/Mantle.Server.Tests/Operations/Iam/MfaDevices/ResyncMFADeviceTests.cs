using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.MfaDevices;

[Collection(ServerCollection.Name)]
public class ResyncMFADeviceTests(TestServer server)
{
    [Fact]
    public async Task A_clock_that_has_run_away_is_followed_again()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        var device = await TestDevice.EnabledAsync(server, root, "x");
        await user.RefusedAsync(
            "AccessDenied",
            "MultiFactorAuthentication failed with invalid MFA one time pass code.",
            "sts",
            "GetSessionToken",
            device.With(device.Code(100))
        );
        await root.Iam("ResyncMFADevice", device.Pair("x", 100));
        await user.RefusedAsync(
            "AccessDenied",
            "MultiFactorAuthentication failed with invalid MFA one time pass code.",
            "sts",
            "GetSessionToken",
            device.With(device.Code(100))
        );
        await user.Sts("GetSessionToken", device.With(device.Code(101)));
    }

    [Fact]
    public async Task Codes_that_are_wrong_or_were_used_are_refused()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var device = await TestDevice.EnabledAsync(server, root, "x");
        const string Message = "Authentication code for device is not valid.";
        await root.Refused("InvalidAuthenticationCode", Message, "ResyncMFADevice", device.Pair("x"));
        await root.Refused("InvalidAuthenticationCode", Message, "ResyncMFADevice", device.Pair("x", 241));
        await root.Refused(
            "NoSuchEntity",
            $"MFA Device with serial number {root.Arn("mfa/other")} does not exist.",
            "ResyncMFADevice",
            (device with { SerialNumber = root.Arn("mfa/other") }).Pair("x", 3)
        );
        await root.Iam(
            "EnableMFADevice",
            ("UserName", "x"),
            ("SerialNumber", "GAHT12345678"),
            ("AuthenticationCode1", "123456"),
            ("AuthenticationCode2", "654321")
        );
        await root.Refused(
            "InvalidAuthenticationCode",
            Message,
            "ResyncMFADevice",
            (device with { SerialNumber = "GAHT12345678" }).Pair("x", 3)
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var device = await TestDevice.EnabledAsync(server, root, "x");
        await root.NeedsExactlyAsync("ResyncMFADevice", root.Arn("user/x"), "user x", device.Pair("x", 5));
    }
}
