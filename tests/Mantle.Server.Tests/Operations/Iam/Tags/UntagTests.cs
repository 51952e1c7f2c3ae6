using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Tags;

/// <summary>Removing tags: the rules that are the same for all taggable entities.</summary>
public abstract class UntagTests(TestServer server, string kind)
{
    readonly Taggable target = new(kind);

    [Fact]
    public async Task Tags_are_removed_and_those_that_are_not_there_do_not_matter()
    {
        var root = await server.NewAccountAsync();
        await target.CreateAsync(root, ("a", "1"), ("b", "2"), ("c", "3"));
        await root.Iam($"Untag{kind}", [target.Named(root), .. Taggable.Keys("b", "none")]);
        await root.Iam($"Untag{kind}", [target.Named(root), .. Taggable.Keys("b")]);
        Assert.Equal(["a=1", "c=3"], await target.TagsAsync(root));
        await root.Iam($"Untag{kind}", [target.Named(root), .. Taggable.Keys("A")]);
        Assert.Equal(target.IgnoresCase ? ["c=3"] : ["a=1", "c=3"], await target.TagsAsync(root));
    }

    [Fact]
    public async Task Keys_have_a_length_and_a_number()
    {
        var root = await server.NewAccountAsync();
        await target.CreateAsync(root);
        await root.Refused(
            "ValidationError",
            "1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: Member must have length less than "
                + "or equal to 50",
            $"Untag{kind}",
            [target.Named(root), .. Taggable.Keys([.. Enumerable.Range(1, 51).Select(i => $"k{i}")])]
        );
        await root.Refused(
            "ValidationError",
            @"1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: "
                + @"[Member must have length less than or equal to 128, Member must have length greater than or equal to 1, Member "
                + @"must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+, Member must not be null]",
            $"Untag{kind}",
            [target.Named(root), .. Taggable.Keys(new string('k', 129))]
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_what_is_untagged_which_must_be_there()
    {
        var root = await server.NewAccountAsync();
        (string, string)[] request = [target.Named(root), .. Taggable.Keys("k")];
        await root.Refused("NoSuchEntity", target.Missing(root), $"Untag{kind}", request);
        await target.CreateAsync(root, ("k", "v"));
        await root.NeedsExactlyAsync($"Untag{kind}", target.Arn(root), target.Arn(root), request);
    }

    [Fact]
    public async Task The_keys_can_be_made_a_condition()
    {
        var root = await server.NewAccountAsync();
        await target.CreateAsync(root, ("k", "v"));
        await root.NeedsConditionAsync(
            $"Untag{kind}",
            """{"ForAllValues:StringEquals":{"aws:TagKeys":["k","l"]}}""",
            """{"ForAllValues:StringEquals":{"aws:TagKeys":["l"]}}""",
            [target.Named(root), .. Taggable.Keys("k")]
        );
    }
}
