using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.InlinePolicies;

/// <summary>Reading an inline policy of a user, a group and a role: the rules that are the same for all three.</summary>
public abstract class GetPolicyTests(TestServer server, string kind)
{
    readonly Holder holder = new(kind);

    [Fact]
    public async Task The_document_comes_back_byte_for_byte_and_url_encoded()
    {
        var root = await server.NewAccountAsync();
        await holder.CreateAsync(root, "Holder");
        var document = Documents.Allow("s3:ListBucket", "arn:aws:s3:::a/b+c d*é").Replace(",", " ,\r\n\t", StringComparison.Ordinal);
        await root.Iam($"Put{kind}Policy", holder.Named("holder"), ("PolicyName", "p"), ("PolicyDocument", document));
        var answer = await root.Iam($"Get{kind}Policy", holder.Named("HOLDER"), ("PolicyName", "p"));
        Assert.Equal(("Holder", "p"), (answer.Text($"{kind}Name"), answer.Text("PolicyName")));
        Assert.Matches("^[A-Za-z0-9_.~%-]+$", answer.Text("PolicyDocument"));
        Assert.Equal(document, Uri.UnescapeDataString(answer.Text("PolicyDocument")));
    }

    [Fact]
    public async Task What_is_not_there_is_named_in_the_error()
    {
        var root = await server.NewAccountAsync();
        await holder.CreateAsync(root, "h");
        await root.Refused(
            "NoSuchEntity",
            $"The {holder.Lower} policy with name p cannot be found.",
            $"Get{kind}Policy",
            holder.Named("h"),
            ("PolicyName", "p")
        );
        await root.Refused("NoSuchEntity", holder.Missing("none"), $"Get{kind}Policy", holder.Named("none"), ("PolicyName", "p"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_holder()
    {
        var root = await server.NewAccountAsync();
        await holder.CreateAsync(root, "h");
        await root.Iam($"Put{kind}Policy", holder.Named("h"), ("PolicyName", "p"), ("PolicyDocument", IamCalls.AnyPolicy));
        await root.NeedsExactlyAsync($"Get{kind}Policy", holder.Arn(root, "h"), holder.Shown("h"), holder.Named("h"), ("PolicyName", "p"));
    }
}
