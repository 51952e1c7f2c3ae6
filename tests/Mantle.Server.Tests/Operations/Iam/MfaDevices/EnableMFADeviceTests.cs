using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.MfaDevices;

[Collection(ServerCollection.Name)]
public class EnableMFADeviceTests(TestServer server)
{
    [Fact]
    public async Task Two_consecutive_codes_put_the_device_in_use()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var device = await TestDevice.NewAsync(server, root);
        await root.Iam("EnableMFADevice", device.Pair("x"));
        Assert.Equal(device.SerialNumber, (await root.Iam("ListMFADevices", ("UserName", "x"))).Text("SerialNumber"));
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(10)]
    public async Task A_clock_that_is_off_by_minutes_is_followed(int off)
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        var device = await TestDevice.NewAsync(server, root);
        await root.Iam("EnableMFADevice", device.Pair("x", off));
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        await user.Sts("GetSessionToken", device.With(device.Code(off)));
    }

    [Fact]
    public async Task Codes_that_are_not_two_in_a_row_for_now_are_refused()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var device = await TestDevice.NewAsync(server, root);
        async Task RefusedAsync(string first, string second) =>
            await root.Refused(
                "InvalidAuthenticationCode",
                "Authentication code for device is not valid.",
                "EnableMFADevice",
                ("UserName", "x"),
                ("SerialNumber", device.SerialNumber),
                ("AuthenticationCode1", first),
                ("AuthenticationCode2", second)
            );
        await RefusedAsync(device.Code(0), device.Code(0));
        await RefusedAsync(device.Code(0), device.Code(-1));
        await RefusedAsync(device.Code(-2), device.Code(0));
        await RefusedAsync(device.Code(10), device.Code(11));
        await RefusedAsync(device.Code(-12), device.Code(-11));
        var answer = await root.SendAsync(
            "iam",
            "EnableMFADevice",
            ("UserName", "x"),
            ("SerialNumber", device.SerialNumber),
            ("AuthenticationCode1", "000000"),
            ("AuthenticationCode2", "000000")
        );
        Assert.Equal(403, (int)answer.Status);
        Assert.Empty((await root.Iam("ListMFADevices", ("UserName", "x"))).All("SerialNumber"));
    }

    [Fact]
    public async Task A_device_is_in_use_once_and_must_be_there()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.Iam("CreateUser", ("UserName", "y"));
        var device = await TestDevice.EnabledAsync(server, root, "x");
        await root.Refused("EntityAlreadyExists", "MFA Device is already in use.", "EnableMFADevice", device.Pair("y"));
        await root.Refused(
            "NoSuchEntity",
            $"VirtualMFADevice with serial number {root.Arn("mfa/other")} doesn't exist.",
            "EnableMFADevice",
            (device with { SerialNumber = root.Arn("mfa/other") }).Pair("x")
        );
        await root.Refused("NoSuchEntity", "The user with name nobody cannot be found.", "EnableMFADevice", device.Pair("nobody"));
    }

    [Fact]
    public async Task Eight_devices_are_the_most()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        for (var i = 0; i < 8; i++)
            await TestDevice.EnabledAsync(server, root, "x", $"d{i}");
        var ninth = await TestDevice.NewAsync(server, root, "d8");
        await root.Refused("LimitExceeded", "Cannot exceed quota for MFADevicesPerUser: 8", "EnableMFADevice", ninth.Pair("x"));
    }

    [Fact]
    public async Task Hardware_tokens_and_security_keys_are_listed_and_no_code_of_theirs_counts()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        foreach (var serial in new[] { "GAHT12345678", root.Arn("u2f/user/x/key-ABCDEFGHIJ") })
        {
            (string, string)[] request =
            [
                ("UserName", "x"),
                ("SerialNumber", serial),
                ("AuthenticationCode1", "123456"),
                ("AuthenticationCode2", "654321"),
            ];
            await root.Iam("EnableMFADevice", request);
            await root.Refused("EntityAlreadyExists", "MFA Device is already in use.", "EnableMFADevice", request);
            await user.RefusedAsync(
                "AccessDenied",
                "MultiFactorAuthentication failed with invalid MFA one time pass code.",
                "sts",
                "GetSessionToken",
                ("SerialNumber", serial),
                ("TokenCode", "654321")
            );
        }
        Assert.Equal(2, (await root.Iam("ListMFADevices", ("UserName", "x"))).All("SerialNumber").Count);
    }

    [Fact]
    public async Task Registering_a_security_key_can_be_made_a_condition()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.NeedsConditionAsync(
            "EnableMFADevice",
            """{"StringEquals":{"iam:RegisterSecurityKey":"Activate"}}""",
            """{"StringEquals":{"iam:RegisterSecurityKey":"Create"}}""",
            ("UserName", "x"),
            ("SerialNumber", root.Arn("u2f/user/x/key-ABCDEFGHIJ")),
            ("AuthenticationCode1", "123456"),
            ("AuthenticationCode2", "654321")
        );
    }

    [Fact]
    public async Task The_root_user_has_a_device_of_its_own_under_its_accounts_id()
    {
        var root = await server.NewAccountAsync();
        var device = await TestDevice.EnabledAsync(server, root, root.AccountId);
        Assert.Equal(device.SerialNumber, (await root.Iam("ListMFADevices")).Text("SerialNumber"));
        await root.Sts("GetSessionToken", device.With(device.NextCode()));
        await root.Iam("DeactivateMFADevice", ("SerialNumber", device.SerialNumber));
        Assert.Empty((await root.Iam("ListMFADevices")).All("SerialNumber"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var device = await TestDevice.NewAsync(server, root);
        await root.NeedsExactlyAsync("EnableMFADevice", root.Arn("user/x"), "user x", device.Pair("x"));
    }
}
