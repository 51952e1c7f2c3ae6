using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam;

/// <summary>
/// Paths and role names that AWS reserves for its services. Organizations' policies exempt roles by these paths, so accounts must not
/// create such roles (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html"/>; users report the
/// message).
/// </summary>
[Collection(ServerCollection.Name)]
public class ReservedNamesTests(TestServer server)
{
    const string Linked = "Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles";
    const string Reserved = "Path prefix '/aws-reserved/' can only be used for roles that AWS reserves";

    public static TheoryData<string, string[]> Creations =>
        new()
        {
            { "CreateRole", ["RoleName", "x", "AssumeRolePolicyDocument", IamCalls.Ec2Trust, "Path", "?"] },
            { "CreateUser", ["UserName", "x", "Path", "?"] },
            { "CreateGroup", ["GroupName", "x", "Path", "?"] },
            { "CreatePolicy", ["PolicyName", "x", "PolicyDocument", IamCalls.AnyPolicy, "Path", "?"] },
            { "CreateInstanceProfile", ["InstanceProfileName", "x", "Path", "?"] },
            { "CreateVirtualMFADevice", ["VirtualMFADeviceName", "x", "Path", "?"] },
            { "UploadServerCertificate", ["ServerCertificateName", "x", "CertificateBody", "x", "PrivateKey", "x", "Path", "?"] },
            { "UpdateUser", ["UserName", "there", "NewPath", "?"] },
            { "UpdateGroup", ["GroupName", "there", "NewPath", "?"] },
            { "UpdateServerCertificate", ["ServerCertificateName", "there", "NewPath", "?"] },
        };

    [Theory]
    [MemberData(nameof(Creations))]
    public async Task Nothing_is_made_in_or_moved_to_a_path_of_AWS(string action, string[] parameters)
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "there"));
        await root.Iam("CreateGroup", ("GroupName", "there"));
        foreach (
            var (path, message) in new[]
            {
                ("/aws-service-role/ecs.amazonaws.com/", Linked),
                ("/aws-service-role/", Linked),
                ("/AWS-Service-Role/x/", Linked),
                ("/aws-reserved/sso.amazonaws.com/", Reserved),
                ("/aws-reserved/", Reserved),
            }
        )
            await root.Refused(
                "InvalidInput",
                message,
                action,
                [.. parameters.Chunk(2).Select(pair => (pair[0], pair[1] == "?" ? path : pair[1]))]
            );
    }

    [Theory]
    [InlineData("AWSServiceRoleForECS", "Role name prefix 'AWSServiceRoleFor' can only be used for AWS Service linked Roles")]
    [InlineData("awsservicerolefororganizations", "Role name prefix 'AWSServiceRoleFor' can only be used for AWS Service linked Roles")]
    [InlineData("AWSReservedSSO_Admin_0123456789abcdef", "Role name prefix 'AWSReservedSSO_' can only be used for roles that AWS reserves")]
    public async Task No_role_has_a_name_of_AWS(string name, string message)
    {
        var root = await server.NewAccountAsync();
        await root.Refused("InvalidInput", message, "CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", IamCalls.Ec2Trust));
    }

    [Fact]
    public async Task What_only_looks_alike_is_made()
    {
        var root = await server.NewAccountAsync();
        await root.NewRoleAsync("MyAWSServiceRoleForECS", ("Path", "/service-role/"));
        await root.NewRoleAsync("AWSServiceRole", ("Path", "/x/aws-service-role/"));
    }
}
