using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ManagedPolicies;

/// <summary>The rules for managed policy documents.</summary>
[Collection(ServerCollection.Name)]
public class ManagedPolicyDocumentTests(TestServer server)
{
    [Theory]
    [InlineData("This is not a json document", "Syntax errors in policy.")]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}}""",
        "Policy document must be version 2012-10-17 or greater."
    )]
    [InlineData(
        """{"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}}""",
        "Policy document must be version 2012-10-17 or greater."
    )]
    [InlineData(
        """{"Version":"2013-10-17","Statement":{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}}""",
        "Syntax errors in policy."
    )]
    [InlineData("""{"Version":"2012-10-17","Statement":[]}""", "Syntax errors in policy.")]
    [InlineData(
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:List:Bucket","Resource":"*"}}""",
        "Actions/Condition can contain only one colon."
    )]
    [InlineData(
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"a a:ListBucket","Resource":"*"}}""",
        "Vendor a a is not valid"
    )]
    [InlineData(
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListBucket"}}""",
        "Policy statement must contain resources."
    )]
    [InlineData(
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotAction":"s3s:ListBucket","Resource":"a:b:c:d:e:f:g:h"}}""",
        "Partition \"b\" is not valid for resource \"arn:b:c:d:e:f:g:h\"."
    )]
    [InlineData(
        """
            {"Version":"2012-10-17","Statement":[{"Sid":"s","Effect":"Allow","Action":"s3:*","Resource":"*"},
             {"Sid":"s","Effect":"Deny","Action":"s3:*","Resource":"*"}]}
            """,
        "Statement IDs (SID) in a single policy must be unique."
    )]
    public async Task A_document_that_is_no_managed_policy_is_malformed(string document, string message)
    {
        var root = await server.NewAccountAsync();
        await root.Refused("MalformedPolicyDocument", message, "CreatePolicy", ("PolicyName", "p"), ("PolicyDocument", document));
    }

    [Fact]
    public async Task A_document_has_6144_characters_at_most_white_space_not_counted()
    {
        var root = await server.NewAccountAsync();
        string Padded(int length) => Documents.Allow($"s3:{new string('x', length - Documents.Allow("s3:").Length)}");
        await root.Refused(
            "LimitExceeded",
            "Cannot exceed quota for PolicySize: 6144",
            "CreatePolicy",
            ("PolicyName", "p"),
            ("PolicyDocument", Padded(6_145))
        );
        await root.NewPolicyAsync("p", Padded(6_144).Replace("\"Effect\"", new string(' ', 500) + "\"Effect\"", StringComparison.Ordinal));
    }
}
