using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Admin.Workloads;

/// <summary>
/// A service assumes a workload's role: the trust policy must name the service, and can ask for the workload
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html"/>).
/// </summary>
[Collection(ServerCollection.Name)]
public class AssumeWorkloadRoleTests(TestServer server)
{
    const string Function = "lambda.amazonaws.com";

    [Fact]
    public async Task The_session_has_the_roles_permissions_and_the_workloads_name()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewServiceRoleAsync("worker", Function);
        var token = await root.TokenAsync(
            ("Service", Function),
            ("RoleArn", role),
            ("SourceArn", $"arn:aws:lambda:us-east-1:{root.AccountId}:function:hello")
        );
        var session = await root.WorkloadAsync(token);
        await session.Iam("ListUsers");
        await session.Refused("AccessDenied", null, "ListRoles");
        Assert.Equal($"arn:aws:sts::{root.AccountId}:assumed-role/worker/hello", (await session.Sts("GetCallerIdentity")).Text("Arn"));
    }

    [Fact]
    public async Task A_trust_policy_that_does_not_name_the_service_denies()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewServiceRoleAsync("worker", "ecs-tasks.amazonaws.com");
        var token = await root.TokenAsync(("Service", Function), ("RoleArn", role));
        var answer = await root.AssumeWorkloadAsync(token);
        Assert.Equal("AccessDenied", answer.Code);
        Assert.Equal(
            $"Service: {Function} is not authorized to perform: sts:AssumeRole on resource: {role}. The role's trust policy must allow it.",
            answer.Message
        );
        var recorded = (await server.EventsAsync(root))[^1];
        Assert.Equal("AccessDenied", recorded.GetProperty("errorCode").GetString());
        Assert.Equal("""{"type":"AWSService","invokedBy":"lambda.amazonaws.com"}""", recorded.GetProperty("userIdentity").GetRawText());
    }

    [Theory]
    [InlineData("""{"StringEquals":{"aws:SourceAccount":"ACCOUNT"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:SourceAccount":"999999999999"}}""", false)]
    [InlineData("""{"ArnLike":{"aws:SourceArn":"arn:aws:lambda:*:ACCOUNT:function:hello"}}""", true)]
    [InlineData("""{"ArnLike":{"aws:SourceArn":"arn:aws:lambda:*:ACCOUNT:function:other"}}""", false)]
    [InlineData("""{"Bool":{"aws:PrincipalIsAWSService":"true"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:PrincipalServiceName":"lambda.amazonaws.com"}}""", true)]
    [InlineData("""{"StringEquals":{"sts:RoleSessionName":"hello"}}""", true)]
    [InlineData("""{"StringEquals":{"sts:RoleSessionName":"other"}}""", false)]
    [InlineData("""{"Null":{"aws:SourceOrgID":"true"}}""", true)]
    [InlineData("""{"Null":{"aws:PrincipalArn":"true"}}""", true)]
    public async Task A_trust_policy_can_ask_for_the_workload(string condition, bool isAllowed)
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewServiceRoleAsync(
            "worker",
            Function,
            condition.Replace("ACCOUNT", root.AccountId, StringComparison.Ordinal)
        );
        var token = await root.TokenAsync(
            ("Service", Function),
            ("RoleArn", role),
            ("SourceArn", $"arn:aws:lambda:us-east-1:{root.AccountId}:function:hello")
        );
        Assert.Equal(isAllowed ? null : "AccessDenied", (await root.AssumeWorkloadAsync(token)).Code);
    }

    [Theory]
    [InlineData(Function, "lambda:SourceFunctionArn", "arn:aws:lambda:us-east-1:ACCOUNT:function:hello")]
    [InlineData("ec2.amazonaws.com", "ec2:SourceInstanceARN", "arn:aws:ec2:us-east-1:ACCOUNT:instance/i-0abc")]
    [InlineData("ssm.amazonaws.com", "ssm:SourceInstanceARN", "arn:aws:ssm:us-east-1:ACCOUNT:managed-instance/mi-0abc")]
    public async Task The_service_adds_its_keys_to_the_session(string service, string key, string source)
    {
        var root = await server.NewAccountAsync();
        source = source.Replace("ACCOUNT", root.AccountId, StringComparison.Ordinal);
        var role = await root.NewServiceRoleAsync("worker", service);
        var session = await root.WorkloadAsync(await root.TokenAsync(("Service", service), ("RoleArn", role), ("SourceArn", source)));
        await AskAsync(source);
        await session.Iam("ListUsers");
        await AskAsync(source + "1");
        await session.DeniedAsync();

        Task AskAsync(string value) =>
            root.Iam(
                "PutRolePolicy",
                ("RoleName", "worker"),
                ("PolicyName", "policy"),
                ("PolicyDocument", IamCalls.AllowWhere("iam:ListUsers", $$"""{"ArnEquals":{"{{key}}":"{{value}}"} }"""))
            );
    }

    [Theory]
    [InlineData("1.0", false)]
    [InlineData("2.0", true)]
    public async Task An_instances_session_says_how_its_role_was_delivered(string version, bool isAllowed)
    {
        var root = await server.NewAccountAsync();
        await root.NewProfileAsync("web");
        await root.Iam(
            "PutRolePolicy",
            ("RoleName", "web"),
            ("PolicyName", "version"),
            (
                "PolicyDocument",
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*",
                 "Condition":{"NumericLessThan":{"ec2:RoleDelivery":"2.0"}}}]}
                """
            )
        );
        var token = await root.TokenAsync(("Service", "ec2.amazonaws.com"), ("InstanceProfileName", "web"));
        var session = await root.WorkloadAsync(token, ("RoleDelivery", version));
        if (isAllowed)
            await session.Iam("ListUsers");
        else
            await session.DeniedAsync();
        var recorded = (await server.EventsAsync(root)).Last(each => each.GetProperty("eventName").GetString() == "ListUsers");
        Assert.Contains($"\"ec2RoleDelivery\":\"{version}\"", recorded.GetProperty("userIdentity").GetRawText());
    }

    [Fact]
    public async Task Session_tags_need_the_trust_policys_consent_and_are_the_principals()
    {
        var root = await server.NewAccountAsync();
        (string, string)[] tags = [("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "blue")];
        var role = await root.NewServiceRoleAsync("worker", Function);
        await root.Iam(
            "PutRolePolicy",
            ("RoleName", "worker"),
            ("PolicyName", "policy"),
            ("PolicyDocument", IamCalls.AllowWhere("iam:ListUsers", """{"StringEquals":{"aws:PrincipalTag/team":"blue"}}"""))
        );
        var token = await root.TokenAsync([("Service", Function), ("RoleArn", role), .. tags]);
        await (await root.WorkloadAsync(token)).Iam("ListUsers");
        await root.Iam(
            "UpdateAssumeRolePolicy",
            ("RoleName", "worker"),
            ("PolicyDocument", WorkloadCalls.TrustOf(Function, actions: "\"sts:AssumeRole\""))
        );
        var denied = await root.AssumeWorkloadAsync(token);
        Assert.Contains("sts:TagSession", denied.Message);
    }

    [Fact]
    public async Task An_instance_has_the_role_that_its_profile_has_now()
    {
        var root = await server.NewAccountAsync();
        await root.NewProfileAsync("web");
        var token = await root.TokenAsync(("Service", "ec2.amazonaws.com"), ("InstanceProfileName", "web"));
        var answer = await root.AssumeWorkloadAsync(token);
        Assert.Equal(root.Arn("instance-profile/web"), answer.Text("InstanceProfileArn"));
        Assert.StartsWith("AIPA", answer.Text("InstanceProfileId"), StringComparison.Ordinal);
        await root.NewServiceRoleAsync("other", "ec2.amazonaws.com");
        await root.Iam("RemoveRoleFromInstanceProfile", ("InstanceProfileName", "web"), ("RoleName", "web"));
        Assert.Equal("NoSuchEntity", (await root.AssumeWorkloadAsync(token)).Code);
        await root.Iam("AddRoleToInstanceProfile", ("InstanceProfileName", "web"), ("RoleName", "other"));
        Assert.Equal(root.Arn("role/other"), (await root.AssumeWorkloadAsync(token)).Text("RoleArn"));
    }

    [Theory]
    [InlineData("ec2.amazonaws.com", null, 21_600)]
    [InlineData(Function, null, 3_600)]
    [InlineData(Function, "43200", 43_200)]
    public async Task Machines_have_credentials_for_six_hours_and_no_roles_maximum_binds_a_service(
        string service,
        string? asked,
        int seconds
    )
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewServiceRoleAsync("worker", service);
        var token = await root.TokenAsync(("Service", service), ("RoleArn", role));
        var answer = await root.AssumeWorkloadAsync(token, asked is null ? [] : [("DurationSeconds", asked)]);
        Assert.Equal(
            server.Now.AddSeconds(seconds),
            DateTimeOffset.ParseExact(answer.Text("Expiration"), "yyyy-MM-dd'T'HH:mm:ss'Z'", null)
        );
    }

    [Theory]
    [InlineData("nonsense-that-is-long-enough")]
    [InlineData("mwl.111122223333.wl-00000000000000000.0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_token_that_is_none_is_refused(string token)
    {
        var root = await server.NewAccountAsync();
        Assert.Equal("InvalidRegistrationToken", (await root.AssumeWorkloadAsync(token)).Code);
    }

    [Fact]
    public async Task A_guessed_secret_is_refused_and_recorded()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewServiceRoleAsync("worker", Function);
        var token = await root.TokenAsync(("Service", Function), ("RoleArn", role));
        var guess = token[..^1] + (token[^1] == '0' ? '1' : '0');
        Assert.Equal("InvalidRegistrationToken", (await root.AssumeWorkloadAsync(guess)).Code);
        Assert.Equal("InvalidRegistrationToken", (await server.EventsAsync(root))[^1].GetProperty("errorCode").GetString());
    }
}
