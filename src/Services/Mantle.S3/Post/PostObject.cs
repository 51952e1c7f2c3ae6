using Mantle.Core.Authorization;
using Mantle.S3.Front;
using Mantle.S3.Objects;
using Mantle.S3.Tagging;
using Mantle.Wire;
using Mantle.Wire.S3;

namespace Mantle.S3.Post;

/// <summary>A browser's upload form: its fields are PutObject's headers, within the limits of its policy.</summary>
[Operation]
static class PostObject
{
    /// <summary>Reads the form once: its request, and its policy.</summary>
    public static async ValueTask<PostedObject> PrepareAsync(PostObjectRequest r, Call c, CancellationToken cancellation)
    {
        var form = c.Body.Form ?? throw PostForm.NotAForm();
        var bucket = await Existing.BucketAsync(c, r.Bucket);
        var put = ReadPut(r, form);
        var policy = ReadPolicy(r, c, form);
        var isTagged = form.Find("tagging") is not null;
        return new PostedObject(form, bucket, put, policy?.Size, isTagged, isTagged ? TagsOf(put, form) : null);
    }

    public static Access Requires(PostObjectRequest r, Call c, PostedObject posted)
    {
        var access = PutObject.Needs(posted.Put, c, posted.Bucket);
        return posted.IsTagged ? (NewObject.Of(posted.Put) with { Tagging = "" }).With(access).WithRequestedTags(posted.Tags) : access;
    }

    public static async Task<PostObjectOutput> ExecuteAsync(
        PostObjectRequest r,
        Call c,
        PostedObject posted,
        CancellationToken cancellation
    )
    {
        var attributes = ObjectInput.Of(posted.Put);
        if (posted.IsTagged)
            attributes = attributes with { Tags = posted.Tags };
        var stored = await PutObject.StoreAsync(
            posted.Put,
            c,
            view => Requires(r, c, posted with { Bucket = view }),
            attributes,
            posted.Size,
            cancellation
        );
        return PostAnswer.Of(c, posted.Form, posted.Put, stored);
    }

    /// <summary>The form as a PutObject request.</summary>
    static PutObjectRequest ReadPut(PostObjectRequest r, PostForm form)
    {
        if (r.Key is not { } key)
            throw PostForm.Missing("key");
        if (key.Length == 0)
            throw Errors
                .InvalidArgument("User key must have a length greater than 0.")
                .With(("ArgumentName", "key"), ("ArgumentValue", ""));
        ObjectKey.Check(key);
        var put = (PutObjectRequest)Bind("PutObject", new FormRequest("PUT", r.Bucket, $"/{Uri.EscapeDataString(key)}", form));
        return put with { ACL = form.Find("acl") ?? put.ACL };
    }

    static PostPolicy? ReadPolicy(PostObjectRequest r, Call c, PostForm form)
    {
        if (form.Policy is not { } text)
            return null;
        var policy = PostPolicy.Parse(text);
        policy.Check(form, r.Bucket, c.Time);
        return policy;
    }

    /// <summary>The field holds the same document as PutObjectTagging's request.</summary>
    static IReadOnlyList<Core.Accounts.Tag>? TagsOf(PutObjectRequest put, PostForm form)
    {
        var request = new FormRequest("PUT", put.Bucket, $"/{Uri.EscapeDataString(put.Key)}", form)
        {
            Body = System.Text.Encoding.UTF8.GetBytes(form.Find("tagging")!),
        };
        return request.Body.IsEmpty
            ? null
            : S3Tags.Of(((PutObjectTaggingRequest)Bind("PutObjectTagging", request)).Tagging.TagSet, S3Tags.PerObject);
    }

    static object Bind(string operation, FormRequest request) => ((RestOperation)Wire.S3.Operations.Find(operation)!).Bind(request);
}
