using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.S3Control.AccessPointCalls;

namespace Mantle.Server.Tests.Operations.S3Control;

[Collection(ServerCollection.Name)]
public class AccessPointTests(TestServer server)
{
    [Fact]
    public async Task An_access_point_lives_its_life()
    {
        var (s3, bucket) = await server.NewFilledBucketAsync();
        var alias = await s3.NewAccessPointAsync("my-point", bucket);
        Assert.Matches("^my-point-[a-z0-9]{34}-s3alias$", alias);
        var got = (await s3.ControlAsync("GET", "accesspoint/my-point")).Expect(200);
        Assert.Equal("GetAccessPointResult", got.Xml.Name.LocalName);
        Assert.Equal(
            ("my-point", bucket, "Internet", alias, Arn(s3, "my-point"), s3.AccountId),
            (
                got.Element("Name"),
                got.Element("Bucket"),
                got.Element("NetworkOrigin"),
                got.Element("Alias"),
                got.Element("AccessPointArn"),
                got.Element("BucketAccountId")
            )
        );
        Assert.Equal(
            ["true", "true", "true", "true"],
            got.Xml.Element("PublicAccessBlockConfiguration")!.Elements().Select(setting => setting.Value)
        );
        (
            await s3.ControlAsync(
                "PUT",
                "accesspoint/my-point",
                $"<CreateAccessPointRequest><Bucket>{bucket}</Bucket></CreateAccessPointRequest>"
            )
        ).Refused(409, "AccessPointAlreadyOwnedByYou");

        (await s3.SendAsync("DELETE", $"/{bucket}/dir/key")).Expect(204);
        (await s3.SendAsync("DELETE", $"/{bucket}")).Refused(400, "BucketHasAccessPointsAttached");
        (await s3.ControlAsync("DELETE", "accesspoint/my-point")).Expect(204);
        (await s3.ControlAsync("GET", "accesspoint/my-point")).Refused(
            404,
            "NoSuchAccessPoint",
            "The specified accesspoint does not exist"
        );
        (await s3.ControlAsync("DELETE", "accesspoint/my-point")).Refused(404, "NoSuchAccessPoint");
        (await s3.GetAsync($"/{alias}/key")).Refused(404, "NoSuchAccessPoint");
        (await s3.SendAsync("DELETE", $"/{bucket}")).Expect(204);
    }

    [Theory]
    [InlineData("UPPER", "", "", 400, "InvalidURI")]
    [InlineData("-name", "", "", 400, "InvalidURI")]
    [InlineData("na", "", "", 400, "InvalidURI")]
    [InlineData("name", "no-such-bucket-anywhere", "", 400, "InvalidRequest")]
    [InlineData("name", "", "<BucketAccountId>111122223333</BucketAccountId>", 400, "InvalidRequest")]
    [InlineData("name", "", "<VpcConfiguration><VpcId>vpc-1</VpcId></VpcConfiguration>", 501, "NotImplemented")]
    [InlineData("name", "", "<Scope><Prefixes><Prefix>a</Prefix></Prefixes></Scope>", 501, "NotImplemented")]
    [InlineData("name", "", "<Tags><Tag><Key>a</Key><Value>b</Value></Tag></Tags>", 501, "NotImplemented")]
    [InlineData("name", "", "<Unknown/>", 400, "MalformedXML")]
    public async Task What_cannot_be_made_is_refused(string name, string otherBucket, string more, int status, string code)
    {
        var (s3, bucket) = await server.NewFilledBucketAsync();
        (
            await s3.ControlAsync(
                "PUT",
                $"accesspoint/{name}",
                $"<CreateAccessPointRequest><Bucket>{(otherBucket.Length > 0 ? otherBucket : bucket)}</Bucket>"
                    + $"{more}</CreateAccessPointRequest>"
            )
        ).Refused(status, code);
        Assert.Empty((await s3.ControlAsync("GET", "accesspoint")).Expect(200).All("Name"));
    }

    [Fact]
    public async Task Errors_are_wrapped_and_other_paths_are_none_of_its_own()
    {
        var (s3, _) = await server.NewFilledBucketAsync();
        Assert.Equal("ErrorResponse", (await s3.ControlAsync("GET", "accesspoint/none")).Expect(404).Xml.Name.LocalName);
        (await s3.ControlAsync("GET", "jobs")).Refused(405, "MethodNotAllowed");
        (await s3.ControlAsync("GET", "accesspoint/")).Refused(405, "MethodNotAllowed");
        (await s3.SendUnsignedAsync("GET", "/v20180820/accesspoint", null, ("x-amz-account-id", s3.AccountId))).Refused(
            403,
            "AccessDenied"
        );
        (await s3.ControlAsync("GET", "accesspoint", account: "111122223333")).Refused(403, "AccessDenied", "Access Denied");
        // Without the account it is a bucket, if a strange one.
        (await s3.GetAsync("/v20180820/accesspoint")).Refused(404, "NoSuchBucket");
    }

    [Fact]
    public async Task Access_points_are_listed_page_by_page_and_by_bucket()
    {
        var (s3, bucket) = await server.NewFilledBucketAsync();
        var other = await s3.NewBucketAsync();
        foreach (var name in (string[])["one", "two", "three", "four"])
            await s3.NewAccessPointAsync(name, name == "three" ? other : bucket);
        Assert.Equal(["four", "one", "three", "two"], (await s3.ControlAsync("GET", "accesspoint")).Expect(200).All("Name"));
        Assert.Equal(["four", "one", "two"], (await s3.ControlAsync("GET", $"accesspoint?bucket={bucket}")).Expect(200).All("Name"));
        var (names, token) = (new List<string>(), "");
        do
        {
            var page = (await s3.ControlAsync("GET", $"accesspoint?maxResults=3{token}")).Expect(200);
            names.AddRange(page.All("Name"));
            token = page.Has("NextToken") ? $"&nextToken={Uri.EscapeDataString(page.Element("NextToken"))}" : "";
        } while (token.Length > 0);
        Assert.Equal(["four", "one", "three", "two"], names);
        (await s3.ControlAsync("GET", "accesspoint?nextToken=%21")).Refused(400, "InvalidRequest");
    }

    [Theory]
    [InlineData("s3:CreateAccessPoint", "PUT", "accesspoint/new")]
    [InlineData("s3:GetAccessPoint", "GET", "accesspoint/point")]
    [InlineData("s3:ListAccessPoints", "GET", "accesspoint")]
    [InlineData("s3:PutAccessPointPolicy", "PUT", "accesspoint/point/policy")]
    [InlineData("s3:GetAccessPointPolicy", "GET", "accesspoint/point/policy")]
    [InlineData("s3:GetAccessPointPolicyStatus", "GET", "accesspoint/point/policyStatus")]
    [InlineData("s3:DeleteAccessPointPolicy", "DELETE", "accesspoint/point/policy")]
    [InlineData("s3:DeleteAccessPoint", "DELETE", "accesspoint/point")]
    [InlineData("s3:GetAccountPublicAccessBlock", "GET", "configuration/publicAccessBlock")]
    [InlineData("s3:PutAccountPublicAccessBlock", "PUT", "configuration/publicAccessBlock")]
    [InlineData("s3:PutAccountPublicAccessBlock", "DELETE", "configuration/publicAccessBlock")]
    public async Task Each_call_needs_its_action(string action, string method, string path)
    {
        var (owner, bucket) = await server.NewFilledBucketAsync();
        await owner.NewAccessPointAsync("point", bucket);
        (
            await owner.ControlAsync(
                "PUT",
                "configuration/publicAccessBlock",
                $"<PublicAccessBlockConfiguration>{ControlClient.Block(false)}</PublicAccessBlockConfiguration>"
            )
        ).Expect(201);
        var policy = PolicyOf(Statement($$"""{"AWS":"{{owner.AccountId}}"}""", "\"s3:GetObject\"", $"\"{Arn(owner, "point")}/object/*\""));
        (await owner.PutAccessPointPolicyAsync("point", policy)).Expect(200);
        var body = (method, path) switch
        {
            ("PUT", "accesspoint/new") => $"<CreateAccessPointRequest><Bucket>{bucket}</Bucket></CreateAccessPointRequest>",
            ("PUT", "accesspoint/point/policy") => $"<PutAccessPointPolicyRequest><Policy>{policy}</Policy></PutAccessPointPolicyRequest>",
            ("PUT", _) => $"<PublicAccessBlockConfiguration>{ControlClient.Block(true)}</PublicAccessBlockConfiguration>",
            _ => null,
        };
        var refused = (await owner.As(await owner.Client.NewUserAsync("nobody")).ControlAsync(method, path, body)).Refused(
            403,
            "AccessDenied"
        );
        Assert.Contains(action, refused.Message, StringComparison.Ordinal);
        Assert.True(
            (int)
                (
                    await owner.As(await owner.Client.NewUserAsync("allowed", Documents.Allow(action))).ControlAsync(method, path, body)
                ).Status < 300
        );
    }
}
