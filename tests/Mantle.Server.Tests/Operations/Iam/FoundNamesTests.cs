using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam;

/// <summary>
/// IAM's names ignore case, and ARNs in policies do not. An entity that is found by a name in another case is authorized by its own ARN, so
/// that a deny on its ARN applies (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html).
/// </summary>
[Collection(ServerCollection.Name)]
public class FoundNamesTests(TestServer server)
{
    public static TheoryData<string, string, string[]> Lookups =>
        new()
        {
            { "GetUser", "user/admin", ["UserName", "ADMIN"] },
            { "TagUser", "user/admin", ["UserName", "Admin", "Tags.member.1.Key", "k", "Tags.member.1.Value", "v"] },
            { "ListMFADevices", "user/admin", ["UserName", "ADMIN"] },
            { "GetRole", "role/admin", ["RoleName", "ADMIN"] },
            { "GetGroup", "group/admin", ["GroupName", "ADMIN"] },
            { "GetInstanceProfile", "instance-profile/admin", ["InstanceProfileName", "ADMIN"] },
            { "SimulatePrincipalPolicy", "user/admin", ["PolicySourceArn", "{user/ADMIN}", "ActionNames.member.1", "iam:GetUser"] },
            { "GetContextKeysForPrincipalPolicy", "user/admin", ["PolicySourceArn", "{user/ADMIN}"] },
            { "ListPoliciesGrantingServiceAccess", "user/admin", ["Arn", "{user/ADMIN}", "ServiceNamespaces.member.1", "iam"] },
            { "GenerateServiceLastAccessedDetails", "user/admin", ["Arn", "{user/ADMIN}"] },
            { "ListMFADeviceTags", "mfa/admin", ["SerialNumber", "{mfa/ADMIN}"] },
            { "TagMFADevice", "mfa/admin", ["SerialNumber", "{mfa/ADMIN}", "Tags.member.1.Key", "k", "Tags.member.1.Value", "v"] },
            { "DeleteVirtualMFADevice", "mfa/admin", ["SerialNumber", "{mfa/ADMIN}"] },
        };

    [Theory]
    [MemberData(nameof(Lookups))]
    public async Task A_deny_on_the_arn_holds_whatever_the_case_of_the_name(string action, string resource, string[] parameters)
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "admin"));
        await root.Iam("CreateGroup", ("GroupName", "admin"));
        await root.NewRoleAsync("admin");
        await root.Iam("CreateInstanceProfile", ("InstanceProfileName", "admin"));
        await root.Iam("CreateVirtualMFADevice", ("VirtualMFADeviceName", "admin"));
        var caller = await root.NewUserAsync(
            "caller",
            $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},
             {"Effect":"Deny","Action":"*","Resource":"{{root.Arn(resource)}}"}]}
            """
        );
        await caller.Refused(
            "AccessDenied",
            null,
            action,
            [.. parameters.Chunk(2).Select(pair => (pair[0], pair[1].StartsWith('{') ? root.Arn(pair[1].Trim('{', '}')) : pair[1]))]
        );
    }

    [Fact]
    public async Task A_deletion_task_is_authorized_as_the_role_that_it_was_for()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateServiceLinkedRole", ("AWSServiceName", "ecs.amazonaws.com"));
        var task = (await root.Iam("DeleteServiceLinkedRole", ("RoleName", "AWSServiceRoleForECS"))).Text("DeletionTaskId");
        var arn = root.Arn("role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS");
        var caller = await root.NewUserAsync(
            "caller",
            $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},
             {"Effect":"Deny","Action":"*","Resource":"{{arn}}"}]}
            """
        );
        await caller.Refused(
            "AccessDenied",
            null,
            "GetServiceLinkedRoleDeletionStatus",
            ("DeletionTaskId", task.Replace("AWSServiceRoleForECS", "awsservicerolEforECS", StringComparison.Ordinal))
        );
    }
}
