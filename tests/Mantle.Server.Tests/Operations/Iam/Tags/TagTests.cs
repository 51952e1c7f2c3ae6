using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Tags;

/// <summary>Tagging: the rules that are the same for all taggable entities.</summary>
public abstract class TagTests(TestServer server, string kind)
{
    readonly Taggable target = new(kind);

    [Fact]
    public async Task A_tag_is_added_or_takes_the_place_of_the_one_with_its_key()
    {
        var root = await server.NewAccountAsync();
        await target.CreateAsync(root, ("Team", "red"));
        await root.Iam($"Tag{kind}", [target.Named(root), .. Taggable.Tags(("stage", ""), ("Team", "blue"))]);
        Assert.Equal(["Team=blue", "stage="], await target.TagsAsync(root));
        if (target.IgnoresCase)
            await root.Iam($"Tag{kind}", [target.Named(root), .. Taggable.Tags(("team", "green"))]);
        else
            await root.Refused(
                "InvalidInput",
                Taggable.DifferentCase,
                $"Tag{kind}",
                [target.Named(root), .. Taggable.Tags(("team", "green"))]
            );
        Assert.Equal(target.IgnoresCase ? ["stage=", "team=green"] : ["Team=blue", "stage="], await target.TagsAsync(root));
    }

    /// <summary>
    /// Conditions compare all tag keys without case, so with two keys that differ only in case the decision could depend on either
    /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#case-sensitivity).
    /// </summary>
    [Fact]
    public async Task Nothing_has_two_keys_that_differ_in_case_only()
    {
        var root = await server.NewAccountAsync();
        var caller = await root.NewUserAsync(
            "tagger",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"*",
             "Condition":{"StringEquals":{"aws:RequestTag/dept":"sales"}}}]}
            """
        );
        var both = Taggable.Tags(("dept", "sales"), ("Dept", "finance"));
        await target.CreateAsync(root);
        await caller.Refused("InvalidInput", Taggable.DifferentCase, $"Tag{kind}", [target.Named(root), .. both]);
        Assert.Empty(await target.TagsAsync(root));
    }

    [Fact]
    public async Task Keys_that_are_twice_or_reserved_are_refused_and_nothing_is_tagged()
    {
        var root = await server.NewAccountAsync();
        await target.CreateAsync(root);
        await root.Refused(
            "InvalidInput",
            target.DuplicateKeys,
            $"Tag{kind}",
            [target.Named(root), .. Taggable.Tags(("k", "1"), ("k", "2"))]
        );
        (string, string)[] differentCase = [target.Named(root), .. Taggable.Tags(("k", "1"), ("K", "2"))];
        await root.Refused("InvalidInput", Taggable.DifferentCase, $"Tag{kind}", differentCase);
        await root.Refused(
            "InvalidInput",
            "Tag keys beginning with 'aws:' are reserved for system use.",
            $"Tag{kind}",
            [target.Named(root), .. Taggable.Tags(("k", "1"), ("AWS:k", "2"))]
        );
        await root.Refused(
            "InvalidInput",
            "Tag values beginning with 'aws:' are reserved for system use.",
            $"Tag{kind}",
            [target.Named(root), .. Taggable.Tags(("k", "1"), ("l", "aws:x"))]
        );
        Assert.Empty(await target.TagsAsync(root));
    }

    [Fact]
    public async Task Keys_and_values_have_lengths_and_characters()
    {
        var root = await server.NewAccountAsync();
        await target.CreateAsync(root);
        async Task RefusedAsync(string key, string value, string at, string constraint) =>
            await root.Refused(
                "ValidationError",
                $"1 validation error detected: Value at 'tags.1.member.{at}' failed to satisfy constraint: {constraint}",
                $"Tag{kind}",
                [target.Named(root), .. Taggable.Tags((key, value))]
            );
        await RefusedAsync(new string('k', 129), "v", "key", "Member must have length less than or equal to 128");
        await RefusedAsync("k", new string('v', 257), "value", "Member must have length less than or equal to 256");
        await RefusedAsync("k!", "v", "key", @"Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+");
        await root.Iam($"Tag{kind}", [target.Named(root), .. Taggable.Tags((new string('k', 128), new string('ü', 256)))]);
    }

    [Fact]
    public async Task Fifty_tags_are_the_most()
    {
        var root = await server.NewAccountAsync();
        await target.CreateAsync(root, [.. Enumerable.Range(1, 50).Select(i => ($"k{i}", "v"))]);
        await root.Refused(
            "LimitExceeded",
            "The number of tags has reached the maximum limit.",
            $"Tag{kind}",
            [target.Named(root), .. Taggable.Tags(("k51", "v"))]
        );
        await root.Iam($"Tag{kind}", [target.Named(root), .. Taggable.Tags(("k50", "w"))]);
        await root.Refused(
            "ValidationError",
            "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50",
            $"Tag{kind}",
            [target.Named(root), .. Taggable.Tags([.. Enumerable.Range(1, 51).Select(i => ($"k{i}", "v"))])]
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_what_is_tagged_which_must_be_there()
    {
        var root = await server.NewAccountAsync();
        (string, string)[] request = [target.Named(root), .. Taggable.Tags(("k", "v"))];
        await root.Refused("NoSuchEntity", target.Missing(root), $"Tag{kind}", request);
        await target.CreateAsync(root);
        await root.NeedsExactlyAsync($"Tag{kind}", target.Arn(root), target.Arn(root), request);
    }

    [Fact]
    public async Task The_tags_asked_for_and_those_there_can_be_made_conditions()
    {
        var root = await server.NewAccountAsync();
        await target.CreateAsync(root, ("owner", "me"));
        await root.NeedsConditionAsync(
            $"Tag{kind}",
            """
            {"StringEquals":{"aws:ResourceTag/owner":"me","aws:RequestTag/stage":"test"},
             "ForAllValues:StringEquals":{"aws:TagKeys":["stage"]}}
            """,
            """{"StringEquals":{"aws:RequestTag/stage":"production"}}""",
            [target.Named(root), .. Taggable.Tags(("stage", "test"))]
        );
    }
}
