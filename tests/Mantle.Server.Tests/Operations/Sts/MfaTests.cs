using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.Iam.MfaDevices;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Sts;

/// <summary>Codes passed to GetSessionToken and AssumeRole.</summary>
[Collection(ServerCollection.Name)]
public class MfaTests(TestServer server)
{
    const string WrongCode = "MultiFactorAuthentication failed with invalid MFA one time pass code.";
    const string NotOwn =
        "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and "
        + "associated with this user.";

    const string WithMfa = """{"Bool":{"aws:MultiFactorAuthPresent":"true"},"NumericLessThan":{"aws:MultiFactorAuthAge":"60"}}""";

    [Fact]
    public async Task A_code_counts_once_also_after_a_restart()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        var device = await TestDevice.EnabledAsync(server, root, "x");
        var code = device.NextCode();
        await user.Sts("GetSessionToken", device.With(code));
        await user.RefusedAsync("AccessDenied", WrongCode, "sts", "GetSessionToken", device.With(code));
        await server.RestartAsync();
        user = new TestClient(server.Server.Endpoint, server.Clock, user.AccountId, user.Credentials);
        await user.RefusedAsync("AccessDenied", WrongCode, "sts", "GetSessionToken", device.With(code));
        await user.Sts("GetSessionToken", device.With(device.NextCode()));
    }

    [Fact]
    public async Task Of_many_calls_at_once_with_one_code_one_gets_credentials()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        var device = await TestDevice.EnabledAsync(server, root, "x");
        var code = device.NextCode();
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => user.SendAsync("sts", "GetSessionToken", device.With(code))));
        Assert.Single(answers, answer => answer.Code is null);
        Assert.All(
            answers.Where(answer => answer.Code is not null),
            answer => Assert.Equal((403, "AccessDenied", WrongCode), ((int)answer.Status, answer.Code, answer.Message))
        );
    }

    [Fact]
    public async Task A_code_may_be_a_step_early_or_late_and_no_more()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        var device = await TestDevice.EnabledAsync(server, root, "x");
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        await user.RefusedAsync("AccessDenied", WrongCode, "sts", "GetSessionToken", device.With(device.Code(-2)));
        await user.RefusedAsync("AccessDenied", WrongCode, "sts", "GetSessionToken", device.With(device.Code(2)));
        foreach (var step in new[] { -1, 0, 1 })
            await user.Sts("GetSessionToken", device.With(device.Code(step)));
        await user.RefusedAsync("AccessDenied", WrongCode, "sts", "GetSessionToken", device.With(device.Code(0)));
    }

    [Fact]
    public async Task After_five_wrong_codes_the_right_one_must_wait()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        var device = await TestDevice.EnabledAsync(server, root, "x");
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        for (var i = 0; i < 5; i++)
            await user.RefusedAsync("AccessDenied", WrongCode, "sts", "GetSessionToken", device.With(device.Code(50 + i)));
        await user.RefusedAsync("AccessDenied", WrongCode, "sts", "GetSessionToken", device.With(device.Code(0)));
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        await user.Sts("GetSessionToken", device.With(device.Code(0)));
    }

    [Fact]
    public async Task Only_the_callers_own_device_counts_and_serial_number_and_code_belong_together()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        await root.NewUserAsync("y");
        var others = await TestDevice.EnabledAsync(server, root, "y");
        var code = others.NextCode();
        await user.RefusedAsync("AccessDenied", NotOwn, "sts", "GetSessionToken", others.With(code));
        await root.RefusedAsync("AccessDenied", NotOwn, "sts", "GetSessionToken", others.With(code));
        await user.RefusedAsync(
            "AccessDenied",
            NotOwn,
            "sts",
            "GetSessionToken",
            ("SerialNumber", root.Arn("mfa/nothing")),
            ("TokenCode", code)
        );
        const string Both = "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.";
        await user.RefusedAsync("AccessDenied", Both, "sts", "GetSessionToken", ("SerialNumber", others.SerialNumber));
        await user.RefusedAsync("AccessDenied", Both, "sts", "GetSessionToken", ("TokenCode", code));
    }

    [Fact]
    public async Task A_session_with_mfa_says_so_and_for_how_long()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x", IamCalls.AllowWhere("iam:ListUsers", WithMfa));
        var device = await TestDevice.EnabledAsync(server, root, "x");
        await user.Refused("AccessDenied", null, "ListUsers");
        var answer = await user.Sts("GetSessionToken", device.With(device.NextCode()));
        var session = user.With(new(answer.Text("AccessKeyId"), answer.Text("SecretAccessKey"), answer.Text("SessionToken")));
        await session.Iam("ListUsers");
        server.Clock.Advance(TimeSpan.FromSeconds(60));
        await session.Refused("AccessDenied", null, "ListUsers");
    }

    /// <summary><see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html"/></summary>
    [Fact]
    public async Task A_role_that_asks_for_mfa_is_assumed_with_a_code_and_its_session_has_no_mfa()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync(
            "x",
            IamCalls.AllowWhere("sts:AssumeRole", """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""")
        );
        var device = await TestDevice.EnabledAsync(server, root, "x");
        var role = (
            await root.Iam("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Documents.Trust(root.Arn("root"), WithMfa)))
        ).Text("Arn");
        await root.Iam(
            "PutRolePolicy",
            ("RoleName", "r"),
            ("PolicyName", "p"),
            ("PolicyDocument", IamCalls.AllowWhere("iam:ListUsers", WithMfa))
        );
        var denied = $"User: {root.Arn("user/x")} is not authorized to perform: sts:AssumeRole on resource: {role}";
        await user.RefusedAsync("AccessDenied", denied, "sts", "AssumeRole", ("RoleArn", role), ("RoleSessionName", "session"));
        await user.RefusedAsync(
            "AccessDenied",
            WrongCode,
            "sts",
            "AssumeRole",
            [("RoleArn", role), ("RoleSessionName", "session"), .. device.With(device.Code(9))]
        );
        var session = await user.AssumeAsync(role, device.With(device.NextCode()));
        await session.Refused("AccessDenied", null, "ListUsers");
        await root.Iam(
            "PutRolePolicy",
            ("RoleName", "r"),
            ("PolicyName", "p"),
            (
                "PolicyDocument",
                IamCalls.AllowWhere(
                    "iam:ListUsers",
                    """{"Null":{"aws:MultiFactorAuthAge":"true"},"Bool":{"aws:MultiFactorAuthPresent":"false"}}"""
                )
            )
        );
        await session.Iam("ListUsers");
    }

    [Fact]
    public async Task The_mfa_of_the_callers_session_lets_it_in_and_does_not_pass_on()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("x");
        var device = await TestDevice.EnabledAsync(server, root, "x");
        var role = (
            await root.Iam("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Documents.Trust(root.Arn("user/x"), WithMfa)))
        ).Text("Arn");
        await root.Iam(
            "PutRolePolicy",
            ("RoleName", "r"),
            ("PolicyName", "p"),
            ("PolicyDocument", IamCalls.AllowWhere("iam:ListUsers", """{"Bool":{"aws:MultiFactorAuthPresent":"false"}}"""))
        );
        var answer = await user.Sts("GetSessionToken", device.With(device.NextCode()));
        var session = await user.With(new(answer.Text("AccessKeyId"), answer.Text("SecretAccessKey"), answer.Text("SessionToken")))
            .AssumeAsync(role);
        await session.Iam("ListUsers");
    }
}
