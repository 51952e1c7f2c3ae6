using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Admin.Workloads;

/// <summary>
/// Registering a workload passes a role to a service
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"/>).
/// </summary>
[Collection(ServerCollection.Name)]
public class RegisterWorkloadTests(TestServer server)
{
    const string Function = "lambda.amazonaws.com";

    [Fact]
    public async Task The_answer_says_which_workload_gets_which_role_and_who_said_so()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewServiceRoleAsync("worker", Function);
        var source = $"arn:aws:lambda:us-east-1:{root.AccountId}:function:hello";
        var answer = await root.RegisterAsync(
            ("Service", Function),
            ("RoleArn", role),
            ("SourceArn", source),
            ("LifetimeSeconds", "3600"),
            ("Tags.member.1.Key", "team"),
            ("Tags.member.1.Value", "blue")
        );
        Assert.Equal(
            "CreateDate CreatedBy ExpirationDate RegistrationId RoleArn Service SessionName SourceArn Tags",
            answer.Members("Workload")
        );
        Assert.Equal(("hello", root.Arn("root")), (answer.Text("SessionName"), answer.Text("CreatedBy")));
        var listed = await root.CallAsync("mantle", "ListWorkloads");
        Assert.Equal([answer.Text("RegistrationId")], listed.All("RegistrationId"));
        Assert.Null(listed.Find("RegistrationToken"));
    }

    /// <summary>
    /// A pod's tags say which cluster and namespace it is of; only EKS says that. A session of Roles Anywhere stands for a certificate.
    /// </summary>
    [Theory]
    [InlineData("pods.eks.amazonaws.com")]
    [InlineData("rolesanywhere.amazonaws.com")]
    [InlineData("cloudtrail.amazonaws.com")]
    [InlineData("evil.com")]
    [InlineData("lambda")]
    public async Task A_service_is_a_service_principal_of_which_the_server_knows_nothing_itself(string service)
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewServiceRoleAsync("worker", Function);
        await root.RefusedAsync("InvalidInput", null, "mantle", "RegisterWorkload", ("Service", service), ("RoleArn", role));
    }

    [Fact]
    public async Task Tag_values_reserved_for_AWS_are_refused()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewServiceRoleAsync("worker", Function);
        await root.RefusedAsync(
            "InvalidInput",
            "Tag values beginning with 'aws:' are reserved for system use.",
            "mantle",
            "RegisterWorkload",
            ("Service", Function),
            ("RoleArn", role),
            ("Tags.member.1.Key", "x"),
            ("Tags.member.1.Value", "aws:x")
        );
    }

    [Fact]
    public async Task Who_registers_needs_to_pass_the_role_to_that_service_for_that_workload()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewServiceRoleAsync("worker", Function);
        var source = $"arn:aws:lambda:us-east-1:{root.AccountId}:function:hello";
        var user = await root.NewUserAsync("operator", Documents.Allow("mantle:*"));
        (string, string)[] parameters = [("Service", Function), ("RoleArn", role), ("SourceArn", source)];
        await user.RefusedAsync(
            "AccessDenied",
            $"User: {root.Arn("user/operator")} is not authorized to perform: iam:PassRole on resource: {role} because no "
                + "identity-based policy allows the iam:PassRole action",
            "mantle",
            "RegisterWorkload",
            parameters
        );
        await AllowAsync("ecs-tasks.amazonaws.com", source);
        await user.RefusedAsync("AccessDenied", null, "mantle", "RegisterWorkload", parameters);
        await AllowAsync(Function, source + "-other");
        await user.RefusedAsync("AccessDenied", null, "mantle", "RegisterWorkload", parameters);
        await AllowAsync(Function, source);
        await user.RegisterAsync(parameters);

        Task AllowAsync(string service, string resource) =>
            root.PutPolicyAsync(
                "operator",
                $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"mantle:RegisterWorkload","Resource":"*"},
                 {"Effect":"Allow","Action":"iam:PassRole","Resource":"{{role}}","Condition":{"StringEquals":{
                 "iam:PassedToService":"{{service}}","iam:AssociatedResourceArn":"{{resource}}"} } }]}
                """
            );
    }

    [Fact]
    public async Task An_instance_profile_passes_the_role_that_it_has()
    {
        var root = await server.NewAccountAsync();
        await root.NewProfileAsync("web");
        var user = await root.NewUserAsync("operator", Documents.Allow("mantle:*"));
        await user.RefusedAsync(
            "AccessDenied",
            null,
            "mantle",
            "RegisterWorkload",
            ("Service", "ec2.amazonaws.com"),
            ("InstanceProfileName", "web")
        );
        var answer = await root.RegisterAsync(("Service", "ec2.amazonaws.com"), ("InstanceProfileName", "web"));
        Assert.Matches($"^arn:aws:ec2:us-east-1:{root.AccountId}:instance/i-[0-9a-f]{{17}}$", answer.Text("SourceArn"));
        Assert.Equal(answer.Text("SourceArn").Split('/')[1], answer.Text("SessionName"));
    }

    [Theory]
    [InlineData("InvalidInput", "A workload has a RoleArn or an InstanceProfileName.", "Service=lambda.amazonaws.com")]
    [InlineData(
        "InvalidInput",
        "An instance profile is for ec2.amazonaws.com, not for lambda.amazonaws.com.",
        "Service=lambda.amazonaws.com",
        "InstanceProfileName=none"
    )]
    [InlineData("NoSuchEntity", "Instance Profile none cannot be found.", "Service=ec2.amazonaws.com", "InstanceProfileName=none")]
    [InlineData("NoSuchEntity", "The role ROLE/none cannot be found.", "Service=lambda.amazonaws.com", "RoleArn=ROLE/none")]
    [InlineData(
        "InvalidInput",
        "SourceArn of ec2.amazonaws.com is the ARN of an instance, not arn:aws:lambda:us-east-1:ACCOUNT:function:x.",
        "Service=ec2.amazonaws.com",
        "RoleArn=ROLE/worker",
        "SourceArn=arn:aws:lambda:us-east-1:ACCOUNT:function:x"
    )]
    [InlineData(
        "InvalidInput",
        "SourceArn is the ARN of a workload in account ACCOUNT, not arn:aws:lambda:us-east-1:999999999999:function:x.",
        "Service=lambda.amazonaws.com",
        "RoleArn=ROLE/worker",
        "SourceArn=arn:aws:lambda:us-east-1:999999999999:function:x"
    )]
    [InlineData(
        "InvalidInput",
        "Tag keys beginning with 'aws:' are reserved for system use.",
        "Service=lambda.amazonaws.com",
        "RoleArn=ROLE/worker",
        "Tags.member.1.Key=aws:x",
        "Tags.member.1.Value=y"
    )]
    public async Task What_cannot_be_is_refused(string code, string message, params string[] parameters)
    {
        var root = await server.NewAccountAsync();
        await root.NewServiceRoleAsync("worker", Function);
        string Named(string text) =>
            text.Replace("ACCOUNT", root.AccountId, StringComparison.Ordinal).Replace("ROLE", root.Arn("role"), StringComparison.Ordinal);
        await root.RefusedAsync(
            code,
            Named(message),
            "mantle",
            "RegisterWorkload",
            [.. parameters.Select(text => Named(text).Split('=', 2)).Select(pair => (pair[0], pair[1]))]
        );
    }

    [Theory]
    [InlineData("function:hello", "hello")]
    [InlineData("function:hello:$LATEST", "-LATEST")]
    [InlineData("function:x", "workload-x")]
    public async Task The_session_is_named_after_the_workload(string resource, string name)
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewServiceRoleAsync("worker", Function);
        var answer = await root.RegisterAsync(
            ("Service", Function),
            ("RoleArn", role),
            ("SourceArn", $"arn:aws:lambda:us-east-1:{root.AccountId}:{resource}")
        );
        Assert.Equal(name, answer.Text("SessionName"));
    }

    [Fact]
    public async Task A_service_linked_role_is_its_services_own()
    {
        var root = await server.NewAccountAsync();
        var role = (await root.Iam("CreateServiceLinkedRole", ("AWSServiceName", "elasticbeanstalk.amazonaws.com"))).Text("Arn");
        await root.RefusedAsync(
            "InvalidInput",
            "A service-linked role can be assumed by its own service only.",
            "mantle",
            "RegisterWorkload",
            ("Service", "elasticbeanstalk.amazonaws.com"),
            ("RoleArn", role)
        );
    }

    [Fact]
    public async Task The_event_names_the_workload_and_not_its_token()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewServiceRoleAsync("worker", Function);
        var token = await root.TokenAsync(("Service", Function), ("RoleArn", role));
        var recorded = (await server.EventsAsync(root)).Last(each => each.GetProperty("eventName").GetString() == "RegisterWorkload");
        Assert.Contains(role, recorded.GetProperty("responseElements").GetRawText());
        Assert.DoesNotContain(token.Split('.')[^1], recorded.GetRawText());
    }
}
