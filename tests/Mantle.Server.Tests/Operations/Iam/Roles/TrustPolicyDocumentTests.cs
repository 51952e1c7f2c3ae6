using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Roles;

/// <summary>The rules for trust policies.</summary>
[Collection(ServerCollection.Name)]
public class TrustPolicyDocumentTests(TestServer server)
{
    [Theory]
    [InlineData("not valid json", "This policy contains invalid Json")]
    [InlineData(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"s3:GetObject"}]}""",
        "AssumeRole policy may only specify STS AssumeRole actions."
    )]
    [InlineData(
        """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},
             "Action":"sts:AssumeRole","Resource":"*"}]}
            """,
        "Has prohibited field Resource"
    )]
    [InlineData(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole"}]}""",
        "Missing required field Principal"
    )]
    [InlineData(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotPrincipal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""",
        "Has prohibited field NotPrincipal"
    )]
    public async Task A_document_that_is_no_trust_policy_is_malformed(string document, string message)
    {
        var root = await server.NewAccountAsync();
        await root.Refused("MalformedPolicyDocument", message, "CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", document));
    }

    [Fact]
    public async Task A_trust_policy_has_2048_characters_at_most_white_space_not_counted()
    {
        var root = await server.NewAccountAsync();
        string Padded(int length) =>
            Documents.Trust(root.AccountId, $$$"""{"StringEquals":{"sts:ExternalId":"{{{new string('x', length)}}}"}}""");
        var room = 2_048 - Padded(0).Count(c => !char.IsWhiteSpace(c));
        await root.Refused(
            "LimitExceeded",
            "Cannot exceed quota for ACLSizePerRole: 2048",
            "CreateRole",
            ("RoleName", "r"),
            ("AssumeRolePolicyDocument", Padded(room + 1))
        );
        await root.Iam(
            "CreateRole",
            ("RoleName", "r"),
            ("AssumeRolePolicyDocument", Padded(room).Replace("\"Action\"", new string(' ', 500) + "\"Action\"", StringComparison.Ordinal))
        );
    }

    /// <summary>
    /// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services"/>
    /// </summary>
    [Theory]
    [InlineData("ec2.amazonaws.com", true)]
    [InlineData("states.eu-west-1.amazonaws.com", true)]
    [InlineData("ops.apigateway.amazonaws.com", true)]
    [InlineData("member.org.stacksets.cloudformation.amazonaws.com", true)]
    [InlineData("ec2.amazonaws.com.cn", true)]
    [InlineData("ec2.example.com", false)]
    [InlineData("EC2.amazonaws.com", false)]
    [InlineData("ec2.amazonaws.com.evil.example", false)]
    [InlineData("amazonaws.com", false)]
    [InlineData("ec2_x.amazonaws.com", false)]
    public async Task A_service_is_trusted_by_the_form_that_its_principal_has(string principal, bool isService)
    {
        var root = await server.NewAccountAsync();
        var trust = IamCalls.Ec2Trust.Replace("ec2.amazonaws.com", principal, StringComparison.Ordinal);
        if (isService)
            await root.Iam("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", trust));
        else
            await root.Refused(
                "MalformedPolicyDocument",
                $"Invalid principal in policy: \"SERVICE\":\"{principal}\"",
                "CreateRole",
                ("RoleName", "r"),
                ("AssumeRolePolicyDocument", trust)
            );
    }
}
