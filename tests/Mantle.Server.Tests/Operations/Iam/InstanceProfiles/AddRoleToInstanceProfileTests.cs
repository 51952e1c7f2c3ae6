using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.InstanceProfiles;

[Collection(ServerCollection.Name)]
public class AddRoleToInstanceProfileTests(TestServer server)
{
    [Fact]
    public async Task A_profile_holds_one_role_and_adding_even_that_again_exceeds_the_quota()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateInstanceProfile", ("InstanceProfileName", "i"));
        await root.NewRoleAsync("r");
        await root.NewRoleAsync("s");
        await root.Iam("AddRoleToInstanceProfile", ("InstanceProfileName", "i"), ("RoleName", "r"));
        foreach (var role in new[] { "s", "r" })
            await root.Refused(
                "LimitExceeded",
                "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1",
                "AddRoleToInstanceProfile",
                ("InstanceProfileName", "i"),
                ("RoleName", role)
            );
    }

    [Fact]
    public async Task What_is_not_there_is_named_in_the_error()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateInstanceProfile", ("InstanceProfileName", "i"));
        await root.NewRoleAsync("r");
        await root.Refused(
            "NoSuchEntity",
            "Instance Profile none cannot be found.",
            "AddRoleToInstanceProfile",
            ("InstanceProfileName", "none"),
            ("RoleName", "r")
        );
        await root.Refused(
            "NoSuchEntity",
            "The role with name none cannot be found.",
            "AddRoleToInstanceProfile",
            ("InstanceProfileName", "i"),
            ("RoleName", "none")
        );
    }

    [Fact]
    public async Task The_role_must_be_allowed_to_be_passed_to_ec2()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateInstanceProfile", ("InstanceProfileName", "i"));
        var role = await root.NewRoleAsync("r", ("Path", "/p/"));
        (string, string)[] request = [("InstanceProfileName", "i"), ("RoleName", "r")];
        var caller = await root.NewUserAsync("caller", Documents.Allow("iam:AddRoleToInstanceProfile", root.Arn("instance-profile/i")));
        await caller.Refused(
            "AccessDenied",
            $"User: {root.Arn("user/caller")} is not authorized to perform: iam:PassRole on resource: {role} because no "
                + $"identity-based policy allows the iam:PassRole action",
            "AddRoleToInstanceProfile",
            request
        );
        await root.PutPolicyAsync("caller", Documents.Allow("iam:PassRole", role));
        await caller.Refused(
            "AccessDenied",
            $"User: {root.Arn("user/caller")} is not authorized to perform: iam:AddRoleToInstanceProfile on resource: instance "
                + $"profile i because no identity-based policy allows the iam:AddRoleToInstanceProfile action",
            "AddRoleToInstanceProfile",
            request
        );
        string Both(string service) =>
            $$$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:AddRoleToInstanceProfile",
                  "Resource":"{{{root.Arn("instance-profile/i")}}}"},
                {"Effect":"Allow","Action":"iam:PassRole","Resource":"{{{role}}}",
                  "Condition":{"StringEquals":{"iam:PassedToService":"{{{service}}}"} } }]}
                """;
        await root.PutPolicyAsync("caller", Both("lambda.amazonaws.com"));
        await caller.Refused("AccessDenied", null, "AddRoleToInstanceProfile", request);
        await root.PutPolicyAsync("caller", Both("ec2.amazonaws.com"));
        await caller.Iam("AddRoleToInstanceProfile", request);
    }
}
