using System.Text;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Post;

[Collection(ServerCollection.Name)]
public class MalformedFormTests(TestServer server)
{
    public static TheoryData<string, string?, string, int, string, string?> BadForms
    {
        get
        {
            const string Type = "multipart/form-data; boundary=b",
                NoForm = "At least one of the pre-conditions you specified did not hold",
                Malformed = "The body of your POST request is not well-formed multipart/form-data.";
            static string Part(string name, string value) => $"--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n";
            return new()
            {
                { "another type", "text/html", "x", 412, "PreconditionFailed", NoForm },
                { "no type", null, "x", 412, "PreconditionFailed", NoForm },
                { "a URL-encoded form", "application/x-www-form-urlencoded", "key=k", 412, "PreconditionFailed", NoForm },
                { "no boundary", "multipart/form-data", "x", 400, "MalformedPOSTRequest", Malformed },
                { "a long boundary", "multipart/form-data; boundary=" + new string('b', 71), "x", 400, "MalformedPOSTRequest", Malformed },
                { "nothing", Type, "", 400, "MalformedPOSTRequest", Malformed },
                { "no parts", Type, "key=k", 400, "MalformedPOSTRequest", Malformed },
                {
                    "no end in the file",
                    Type,
                    Part("key", "k") + "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx",
                    400,
                    "MalformedPOSTRequest",
                    Malformed
                },
                { "no end after the file", Type, Part("key", "k") + Part("file", "x") + "--b\r\n", 400, "MalformedPOSTRequest", Malformed },
                {
                    "no end in a field",
                    Type,
                    "--b\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nk",
                    400,
                    "MalformedPOSTRequest",
                    Malformed
                },
                { "no name", Type, "--b\r\nContent-Disposition: form-data\r\n\r\nk\r\n--b--\r\n", 400, "MalformedPOSTRequest", Malformed },
                { "no disposition", Type, "--b\r\nX: y\r\n\r\nk\r\n--b--\r\n", 400, "MalformedPOSTRequest", Malformed },
                { "a broken header", Type, "--b\r\nno header\r\n\r\nk\r\n--b--\r\n", 400, "MalformedPOSTRequest", Malformed },
                {
                    "a field twice",
                    Type,
                    Part("key", "k") + Part("KEY", "l") + Part("file", "x") + "--b--\r\n",
                    400,
                    "MalformedPOSTRequest",
                    Malformed
                },
                { "no UTF-8", Type, Part("key", "\u00ff") + Part("file", "x") + "--b--\r\n", 400, "MalformedPOSTRequest", Malformed },
                {
                    "no file",
                    Type,
                    Part("key", "k") + "--b--\r\n",
                    400,
                    "InvalidArgument",
                    "POST requires exactly one file upload per request."
                },
                {
                    "a file that is no form data",
                    Type,
                    Part("key", "k") + "--b\r\nContent-Disposition: file; name=\"file\"\r\n\r\nx\r\n--b--\r\n",
                    400,
                    "InvalidArgument",
                    "POST requires exactly one file upload per request."
                },
                {
                    "a key after the file",
                    Type,
                    Part("file", "x") + Part("key", "k") + "--b--\r\n",
                    400,
                    "InvalidArgument",
                    "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields."
                },
                {
                    "an empty key",
                    Type,
                    Part("key", "") + Part("file", "x") + "--b--\r\n",
                    400,
                    "InvalidArgument",
                    "User key must have a length greater than 0."
                },
                { "a long key", Type, Part("key", new string('k', 1_025)) + Part("file", "x") + "--b--\r\n", 400, "KeyTooLongError", null },
                {
                    "much before the file",
                    Type,
                    Part("key", "k") + Part("x-ignore-a", new string('a', 21_000)) + Part("file", "x") + "--b--\r\n",
                    400,
                    "MaxPostPreDataLengthExceeded",
                    "Your POST request fields preceeding the upload file was too large."
                },
                {
                    "many fields before the file",
                    Type,
                    string.Concat(Enumerable.Range(0, 500).Select(i => Part($"x-ignore-{i}", "")))
                        + Part("key", "k")
                        + Part("file", "x")
                        + "--b--\r\n",
                    400,
                    "MaxPostPreDataLengthExceeded",
                    null
                },
                {
                    "a checksum that is not its file's",
                    Type,
                    Part("key", "k") + Part("x-amz-checksum-crc32", "AAAAAA==") + Part("file", "x") + "--b--\r\n",
                    400,
                    "BadDigest",
                    null
                },
                {
                    "an MD5 that is not its file's",
                    Type,
                    Part("key", "k") + Part("Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA==") + Part("file", "x") + "--b--\r\n",
                    400,
                    "BadDigest",
                    null
                },
                {
                    "tags that are no document",
                    Type,
                    Part("key", "k") + Part("tagging", "not-xml") + Part("file", "x") + "--b--\r\n",
                    400,
                    "MalformedXML",
                    null
                },
                {
                    "an ACL",
                    Type,
                    Part("key", "k") + Part("acl", "public-read") + Part("file", "x") + "--b--\r\n",
                    400,
                    "AccessControlListNotSupported",
                    null
                },
                {
                    "an unknown storage class",
                    Type,
                    Part("key", "k") + Part("x-amz-storage-class", "FakeClass") + Part("file", "x") + "--b--\r\n",
                    400,
                    "InvalidStorageClass",
                    null
                },
            };
        }
    }

    [Theory]
    [MemberData(nameof(BadForms))]
    public async Task A_form_that_is_none_leaves_nothing(string what, string? type, string body, int status, string code, string? message)
    {
        var (s3, bucket) = await server.NewS3BucketAsync();
        (await s3.SendAsync("DELETE", $"/{bucket}?publicAccessBlock")).Expect(204);
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?policy",
                $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":["s3:PutObject","s3:PutObjectAcl",
                 "s3:PutObjectTagging"],"Resource":"arn:aws:s3:::{{bucket}}/*"}]}
                """
            )
        ).Expect(204);
        var refused = await new UploadForm(s3, bucket).SendAsync(Encoding.Latin1.GetBytes(body), type);
        Assert.True((int)refused.Status == status, $"{what}: {refused.Status} {refused.Text}");
        refused.Refused(status, code, message);
        Assert.Empty((await s3.GetAsync($"/{bucket}")).All("Key"));
    }
}
