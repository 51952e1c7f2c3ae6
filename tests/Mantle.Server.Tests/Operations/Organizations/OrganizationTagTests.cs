using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations;

[Collection(ServerCollection.Name)]
public class OrganizationTagTests(TestServer server)
{
    [Fact]
    public async Task Tags_are_added_replaced_and_removed()
    {
        var management = await server.NewOrganizationAsync();
        var root = await management.RootIdAsync();
        object Tagging(params (string, string)[] tags) =>
            new { ResourceId = root, Tags = tags.Select(tag => new { Key = tag.Item1, Value = tag.Item2 }) };
        await management.Org("TagResource", Tagging(("a", "1"), ("b", "2")));
        await management.Org("TagResource", Tagging(("a", "3")));
        Assert.Equal(["a", "b"], (await management.Org("ListTagsForResource", new { ResourceId = root })).Ids("Tags", "Key"));
        await management.OrgRefused("InvalidInputException", "DUPLICATE_TAG_KEY", "TagResource", Tagging(("x", "1"), ("x", "2")));
        await management.OrgRefused("InvalidInputException", "DUPLICATE_TAG_KEY", "TagResource", Tagging(("x", "1"), ("X", "2")));
        await management.OrgRefused("InvalidInputException", "DUPLICATE_TAG_KEY", "TagResource", Tagging(("A", "2")));
        await management.OrgRefused("InvalidInputException", "INVALID_SYSTEM_TAGS_PARAMETER", "TagResource", Tagging(("x", "aws:1")));
        await management.OrgRefused("InvalidInputException", "INVALID_SYSTEM_TAGS_PARAMETER", "TagResource", Tagging(("aws:x", "1")));
        await management.OrgRefused(
            "ConstraintViolationException",
            "MAX_TAG_LIMIT_EXCEEDED",
            "TagResource",
            Tagging([.. Enumerable.Range(0, 49).Select(i => ($"k{i}", "v"))])
        );
        await management.Org("UntagResource", new { ResourceId = root, TagKeys = new[] { "a", "nothing" } });
        Assert.Equal(["b"], (await management.Org("ListTagsForResource", new { ResourceId = root })).Ids("Tags", "Key"));
        await management.OrgRefused(
            "TargetNotFoundException",
            null,
            "TagResource",
            new { ResourceId = "ou-zzzz-zzzzzzzz", Tags = new[] { new { Key = "a", Value = "b" } } }
        );
    }
}
