using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.InlinePolicies;

/// <summary>Writing an inline policy of a user, a group and a role: the rules that are the same for all three.</summary>
public abstract class PutPolicyTests(TestServer server, string kind)
{
    readonly Holder holder = new(kind);

    [Fact]
    public async Task Writing_a_policy_again_replaces_it()
    {
        var root = await server.NewAccountAsync();
        await holder.CreateAsync(root, "h");
        await PutAsync(root, "p", IamCalls.AnyPolicy);
        await PutAsync(root, "p", Documents.Deny("s3:*"));
        Assert.Equal(
            Documents.Deny("s3:*"),
            Uri.UnescapeDataString((await root.Iam($"Get{kind}Policy", holder.Named("h"), ("PolicyName", "p"))).Text("PolicyDocument"))
        );
        Assert.Equal(["p"], (await root.Iam($"List{kind}Policies", holder.Named("h"))).All("member"));
    }

    [Theory]
    [InlineData("not a json document", "Syntax errors in policy.")]
    [InlineData("""{"Version":"2012-10-17"}""", "Syntax errors in policy.")]
    [InlineData(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*"}]}""",
        "Policy statement must contain resources."
    )]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*"}]}""", "Policy statement must contain actions.")]
    [InlineData(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"invalid","Resource":"*"}]}""",
        "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
    )]
    [InlineData(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"bucket"}]}""",
        "Resource bucket must be in ARN format or \"*\"."
    )]
    [InlineData(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]}""",
        "Policy document should not specify a principal."
    )]
    public async Task A_document_that_is_no_identity_policy_is_malformed(string document, string message)
    {
        var root = await server.NewAccountAsync();
        await holder.CreateAsync(root, "h");
        await root.Refused(
            "MalformedPolicyDocument",
            message,
            $"Put{kind}Policy",
            holder.Named("h"),
            ("PolicyName", "p"),
            ("PolicyDocument", document)
        );
        Assert.Empty((await root.Iam($"List{kind}Policies", holder.Named("h"))).All("member"));
    }

    [Fact]
    public async Task A_document_of_the_older_version_is_good()
    {
        var root = await server.NewAccountAsync();
        await holder.CreateAsync(root, "h");
        await PutAsync(root, "p", IamCalls.AnyPolicy.Replace("2012-10-17", "2008-10-17", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_inline_policies_together_have_a_size_limit_white_space_not_counted()
    {
        var root = await server.NewAccountAsync();
        await holder.CreateAsync(root, "h");
        var limit = kind switch
        {
            "User" => 2_048,
            "Group" => 5_120,
            _ => 10_240,
        };
        string Padded(int length) => Documents.Allow($"s3:{new string('x', length - Documents.Allow("s3:").Length)}");
        await PutAsync(root, "a", Padded(1_000));
        await root.Refused(
            "LimitExceeded",
            $"Maximum policy size of {limit} bytes exceeded for {holder.Lower} h",
            $"Put{kind}Policy",
            holder.Named("h"),
            ("PolicyName", "b"),
            ("PolicyDocument", Padded(limit - 999))
        );
        await PutAsync(
            root,
            "b",
            Padded(limit - 1_000).Replace("\"Effect\"", new string(' ', 300) + "\"Effect\"", StringComparison.Ordinal)
        );
        await PutAsync(root, "a", Padded(999));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_holder_which_must_be_there()
    {
        var root = await server.NewAccountAsync();
        (string, string)[] request = [holder.Named("h"), ("PolicyName", "p"), ("PolicyDocument", IamCalls.AnyPolicy)];
        await root.Refused("NoSuchEntity", holder.Missing("h"), $"Put{kind}Policy", request);
        await holder.CreateAsync(root, "h");
        await root.NeedsExactlyAsync($"Put{kind}Policy", holder.Arn(root, "h"), holder.Shown("h"), request);
    }

    Task<Answer> PutAsync(TestClient root, string name, string document) =>
        root.Iam($"Put{kind}Policy", holder.Named("h"), ("PolicyName", name), ("PolicyDocument", document));
}
