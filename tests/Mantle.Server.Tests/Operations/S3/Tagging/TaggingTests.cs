using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Tagging;

[Collection(ServerCollection.Name)]
public class TaggingTests(TestServer server)
{
    static string Tags(params (string Key, string Value)[] tags) =>
        "<Tagging><TagSet>"
        + string.Concat(tags.Select(tag => $"<Tag><Key>{tag.Key}</Key><Value>{tag.Value}</Value></Tag>"))
        + "</TagSet></Tagging>";

    [Fact]
    public async Task Tags_of_buckets_and_objects_are_put_read_and_deleted()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x")).Expect(200);
        (await s3.GetAsync($"/{bucket}?tagging")).Refused(404, "NoSuchTagSet", "The TagSet does not exist");
        Assert.Empty((await s3.GetAsync($"/{bucket}/key?tagging")).Expect(200).All("Key"));
        (await s3.PutDocumentAsync($"/{bucket}?tagging", Tags(("team", "blue"), ("Team", "red")))).Expect(204);
        (await s3.PutDocumentAsync($"/{bucket}/key?tagging", Tags(("team", "blue")))).Expect(200);
        Assert.Equal(["team", "Team"], (await s3.GetAsync($"/{bucket}?tagging")).All("Key"));
        Assert.Equal(["blue"], (await s3.GetAsync($"/{bucket}/key?tagging")).All("Value"));
        Assert.Equal("1", (await s3.GetAsync($"/{bucket}/key")).Header("x-amz-tagging-count"));
        (await s3.SendAsync("DELETE", $"/{bucket}?tagging")).Expect(204);
        (await s3.SendAsync("DELETE", $"/{bucket}/key?tagging")).Expect(204);
        (await s3.GetAsync($"/{bucket}?tagging")).Refused(404, "NoSuchTagSet");
        Assert.Null((await s3.GetAsync($"/{bucket}/key")).Header("x-amz-tagging-count"));
        (await s3.GetAsync($"/{bucket}/none?tagging")).Refused(404, "NoSuchKey");
        (await s3.PutDocumentAsync($"/{bucket}/none?tagging", Tags(("a", "b")))).Refused(404, "NoSuchKey");
    }

    [Fact]
    public async Task Tags_come_with_a_put_and_go_along_with_a_copy_unless_replaced()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-tagging", "team=deep%20blue&stage="))).Expect(200);
        Assert.Equal(["", "deep blue"], (await s3.GetAsync($"/{bucket}/key?tagging")).All("Value").Order(StringComparer.Ordinal));
        (await s3.SendAsync("PUT", $"/{bucket}/copy", [], ("x-amz-copy-source", $"/{bucket}/key"))).Expect(200);
        Assert.Equal(["stage", "team"], (await s3.GetAsync($"/{bucket}/copy?tagging")).All("Key").Order(StringComparer.Ordinal));
        (
            await s3.SendAsync(
                "PUT",
                $"/{bucket}/copy",
                [],
                ("x-amz-copy-source", $"/{bucket}/key"),
                ("x-amz-tagging-directive", "REPLACE"),
                ("x-amz-tagging", "a=b")
            )
        ).Expect(200);
        Assert.Equal(["a"], (await s3.GetAsync($"/{bucket}/copy?tagging")).All("Key"));
        (await s3.PutAsync($"/{bucket}/key", "y")).Expect(200);
        Assert.Empty((await s3.GetAsync($"/{bucket}/key?tagging")).All("Key"));
    }

    [Fact]
    public async Task Tags_with_a_put_need_the_permission_to_tag()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        var dev = s3.As(await s3.Client.NewUserAsync("dev", Documents.Allow("s3:PutObject")));
        (await dev.PutAsync($"/{bucket}/key", "x")).Expect(200);
        Assert.Contains(
            "s3:PutObjectTagging",
            (await dev.PutAsync($"/{bucket}/key", "x", ("x-amz-tagging", "a=b"))).Refused(403, "AccessDenied").Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Tags_that_break_a_rule_are_refused()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/key", "x")).Expect(200);
        var eleven = Enumerable.Range(0, 11).Select(i => ($"k{i}", "v")).ToArray();
        (await s3.PutDocumentAsync($"/{bucket}/key?tagging", Tags(eleven))).Refused(
            400,
            "BadRequest",
            "Object tags cannot be greater than 10"
        );
        (await s3.PutDocumentAsync($"/{bucket}?tagging", Tags(eleven))).Expect(204);
        (await s3.PutDocumentAsync($"/{bucket}/key?tagging", Tags(("a", "b"), ("a", "c")))).Refused(
            400,
            "InvalidTag",
            "Cannot provide multiple Tags with the same key"
        );
        (await s3.PutDocumentAsync($"/{bucket}/key?tagging", Tags((new string('k', 129), "b")))).Expect(400);
        (await s3.PutDocumentAsync($"/{bucket}/key?tagging", Tags(("aws:x", "b")))).Refused(
            400,
            "InvalidTag",
            "System tags cannot be added/updated by requester"
        );
        (await s3.PutDocumentAsync($"/{bucket}/key?tagging", Tags(("a", "b;c")))).Refused(
            400,
            "InvalidTag",
            "The TagValue you have provided is invalid"
        );
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-tagging", "a=%ZZ"))).Refused(400, "InvalidArgument");
        (await s3.PutDocumentAsync($"/{bucket}/key?tagging", "<Tagging/>")).Refused(400, "MalformedXML");
    }

    [Fact]
    public async Task An_empty_value_is_kept_and_a_delete_marker_has_no_tags()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?versioning",
                "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
            )
        ).Expect(200);
        (await s3.PutAsync($"/{bucket}/key", "x", ("x-amz-tagging", "header="))).Expect(200);
        Assert.Equal(
            ("header", ""),
            ((await s3.GetAsync($"/{bucket}/key?tagging")).Element("Key"), (await s3.GetAsync($"/{bucket}/key?tagging")).Element("Value"))
        );
        (await s3.PutDocumentAsync($"/{bucket}/key?tagging", Tags(("document", "")))).Expect(200);
        Assert.Equal("", (await s3.GetAsync($"/{bucket}/key?tagging")).Element("Value"));
        var marker = (await s3.SendAsync("DELETE", $"/{bucket}/key")).Header("x-amz-version-id");
        (await s3.GetAsync($"/{bucket}/key?tagging")).Refused(404, "NoSuchKey");
        Assert.Equal(
            "DeleteMarker",
            (await s3.GetAsync($"/{bucket}/key?tagging&versionId={marker}")).Refused(405, "MethodNotAllowed").Element("ResourceType")
        );
        (await s3.PutDocumentAsync($"/{bucket}/key?tagging&versionId={marker}", Tags(("a", "b")))).Refused(405, "MethodNotAllowed");
    }

    /// <summary>
    /// Conditions compare tag keys without case, so a request with two such keys would be decided on one and store both.
    /// </summary>
    [Fact]
    public async Task A_bucket_is_not_created_with_keys_that_differ_only_in_case()
    {
        var s3 = await server.NewS3Async();
        const string Finance = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny",
             "Action":"s3:CreateBucket","Resource":"*","Condition":{"StringEquals":{"aws:RequestTag/dept":"finance"}}}]}
            """;
        var user = s3.As(await s3.Client.NewUserAsync("user", Finance));
        static string Document(params (string Key, string Value)[] tags) =>
            "<CreateBucketConfiguration><Tags>"
            + string.Concat(tags.Select(tag => $"<Tag><Key>{tag.Key}</Key><Value>{tag.Value}</Value></Tag>"))
            + "</Tags></CreateBucketConfiguration>";
        foreach (var order in new[] { ("dept", "Dept"), ("Dept", "dept"), ("dept", "dept") })
        {
            var name = S3Client.NewBucketName();
            (await user.PutDocumentAsync($"/{name}", Document((order.Item1, "sales"), (order.Item2, "finance")))).Refused(
                400,
                "InvalidTag",
                "Cannot provide multiple Tags with the same key"
            );
            (await s3.SendAsync("HEAD", $"/{name}")).Expect(404);
        }
        (await user.PutDocumentAsync($"/{S3Client.NewBucketName()}", Document(("Dept", "finance")))).Refused(403, "AccessDenied");
        (await user.PutDocumentAsync($"/{S3Client.NewBucketName()}", Document(("dept", "sales"), ("dept2", "finance")))).Expect(200);
    }
}
