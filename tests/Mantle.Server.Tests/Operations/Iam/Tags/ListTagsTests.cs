using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Tags;

/// <summary>Listing tags: the rules that are the same for all taggable entities.</summary>
public abstract class ListTagsTests(TestServer server, string kind)
{
    readonly Taggable target = new(kind);

    [Fact]
    public async Task Pages_are_sorted_by_key()
    {
        var root = await server.NewAccountAsync();
        await target.CreateAsync(root, ("stage", "test"), ("Team", "red"), ("owner", ""));
        Assert.Equal("Key Value", (await root.Iam($"List{kind}Tags", target.Named(root))).Members("member"));
        await root.PagesWholeAsync($"List{kind}Tags", "Key", ["Team", "owner", "stage"], target.Named(root));
    }

    [Fact]
    public async Task Where_there_are_none_the_list_is_empty()
    {
        var root = await server.NewAccountAsync();
        await target.CreateAsync(root);
        Assert.Equal("", (await root.Iam($"List{kind}Tags", target.Named(root))).Members("Tags"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_what_is_tagged_which_must_be_there()
    {
        var root = await server.NewAccountAsync();
        await root.Refused("NoSuchEntity", target.Missing(root), $"List{kind}Tags", target.Named(root));
        await target.CreateAsync(root);
        await root.NeedsExactlyAsync($"List{kind}Tags", target.Arn(root), target.Arn(root), target.Named(root));
    }
}
