using System.Text.Json;
using Mantle.Server.Tests.Operations.S3;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3Control;

[Collection(ServerCollection.Name)]
public class AccessPointTests(TestServer server)
{
    async Task<(S3Client S3, string Bucket)> NewBucketAsync()
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutAsync($"/{bucket}/dir/key", "data")).Expect(200);
        return (s3, bucket);
    }

    static string Arn(S3Client s3, string name) => $"arn:aws:s3:us-east-1:{s3.AccountId}:accesspoint/{name}";

    static string Statement(string principal, string actions, string resource, string condition = "{}", string effect = "Allow") =>
        $$"""
            {"Effect":"{{effect}}","Principal":{{principal}},"Action":[{{actions}}],"Resource":[{{resource}}],"Condition":{{condition}}}
            """;

    static string Policy(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    /// <summary>The bucket policy that AWS recommends: what the account's access points allow, the bucket does.</summary>
    static string Delegation(string bucket, string account) =>
        Policy(
            Statement(
                """{"AWS":"*"}""",
                "\"*\"",
                $"\"arn:aws:s3:::{bucket}\",\"arn:aws:s3:::{bucket}/*\"",
                $$"""{"StringEquals":{"s3:DataAccessPointAccount":"{{account}}"} }"""
            )
        );

    [Fact]
    public async Task An_access_point_lives_its_life()
    {
        var (s3, bucket) = await NewBucketAsync();
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
        var (s3, bucket) = await NewBucketAsync();
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
        var (s3, _) = await NewBucketAsync();
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
        var (s3, bucket) = await NewBucketAsync();
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
        var (owner, bucket) = await NewBucketAsync();
        await owner.NewAccessPointAsync("point", bucket);
        (
            await owner.ControlAsync(
                "PUT",
                "configuration/publicAccessBlock",
                $"<PublicAccessBlockConfiguration>{ControlClient.Block(false)}</PublicAccessBlockConfiguration>"
            )
        ).Expect(201);
        var policy = Policy(Statement($$"""{"AWS":"{{owner.AccountId}}"}""", "\"s3:GetObject\"", $"\"{Arn(owner, "point")}/object/*\""));
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

    [Fact]
    public async Task Objects_are_read_and_written_through_an_alias_an_ARN_or_a_host_name()
    {
        var (s3, bucket) = await NewBucketAsync();
        var alias = await s3.NewAccessPointAsync("point", bucket);
        foreach (var place in (string[])[alias, Uri.EscapeDataString(Arn(s3, "point"))])
        {
            Assert.Equal("data", (await s3.GetAsync($"/{place}/dir/key")).Expect(200).Text);
            (await s3.PutAsync($"/{place}/new", "new")).Expect(200);
            Assert.Equal(["dir/key", "new"], (await s3.GetAsync($"/{place}?list-type=2")).Expect(200).All("Key"));
            (await s3.SendAsync("PUT", $"/{place}/copy", [], ("x-amz-copy-source", $"/{bucket}/new"))).Expect(200);
            (
                await s3.SendAsync(
                    "PUT",
                    $"/{bucket}/copy",
                    [],
                    ("x-amz-copy-source", Uri.EscapeDataString($"{Arn(s3, "point")}/object/dir/key"))
                )
            ).Expect(200);
            Assert.Equal("data", (await s3.GetAsync($"/{place}/copy")).Expect(200).Text);
            (await s3.SendAsync("DELETE", $"/{place}/copy")).Expect(204);
            var upload = (await s3.SendAsync("POST", $"/{place}/parts?uploads")).Expect(200).Element("UploadId");
            (await s3.PutAsync($"/{place}/parts?partNumber=1&uploadId={upload}", "x")).Expect(200);
            (await s3.SendAsync("DELETE", $"/{place}/parts?uploadId={upload}")).Expect(204);
            (await s3.GetAsync($"/{place}/none")).Refused(404, "NoSuchKey");
            (await s3.SendAsync("HEAD", $"/{place}")).Expect(200);
            Assert.Equal(place == alias ? "true" : "false", (await s3.SendAsync("HEAD", $"/{place}")).Header("x-amz-access-point-alias"));
        }
        var port = new Uri(s3.Client.Endpoint).Port;
        foreach (
            var host in (string[])
                [
                    $"point-{s3.AccountId}.localhost:{port}",
                    $"point-{s3.AccountId}.s3-accesspoint.us-east-1.amazonaws.com",
                    $"{alias}.localhost:{port}",
                ]
        )
            Assert.Equal("data", (await s3.AtHost(host).GetAsync("/dir/key")).Expect(200).Text);
        (await s3.AtHost($"other-{s3.AccountId}.s3-accesspoint.us-east-1.amazonaws.com").GetAsync("/dir/key")).Refused(
            404,
            "NoSuchAccessPoint"
        );
        (await s3.AtHost($"other-{s3.AccountId}.localhost").GetAsync("/dir/key")).Refused(404, "NoSuchBucket");
        // In a path the same text is the name of a bucket.
        (await s3.GetAsync($"/point-{s3.AccountId}/dir/key")).Refused(404, "NoSuchBucket");
    }

    [Fact]
    public async Task Settings_of_the_bucket_are_not_reached_through_it()
    {
        var (s3, bucket) = await NewBucketAsync();
        var alias = await s3.NewAccessPointAsync("point", bucket);
        foreach (
            var (method, query) in new[]
            {
                ("GET", "versioning"),
                ("GET", "publicAccessBlock"),
                ("DELETE", "policy"),
                ("DELETE", "cors"),
                ("GET", "encryption"),
            }
        )
            (await s3.SendAsync(method, $"/{alias}?{query}")).Refused(405, "MethodNotAllowed");
        (await s3.SendAsync("DELETE", $"/{alias}")).Refused(405, "MethodNotAllowed");
        (await s3.GetAsync($"/{alias}?location")).Expect(200);
    }

    [Fact]
    public async Task The_access_point_and_its_bucket_must_both_allow()
    {
        var (owner, bucket) = await NewBucketAsync();
        var alias = await owner.NewAccessPointAsync("point", bucket);
        var user = owner.As(await owner.Client.NewUserAsync("jane"));
        var key = $"/{alias}/dir/key";
        var granted = Policy(
            Statement(
                $$"""{"AWS":"arn:aws:iam::{{owner.AccountId}}:user/jane"}""",
                "\"s3:GetObject\"",
                $"\"{Arn(owner, "point")}/object/dir/*\""
            )
        );
        (await user.GetAsync(key)).Refused(
            403,
            "AccessDenied",
            $"User: arn:aws:iam::{owner.AccountId}:user/jane is not authorized to perform: s3:GetObject on resource: "
                + $"\"{Arn(owner, "point")}/object/dir/key\" because no identity-based policy allows the s3:GetObject action"
        );
        // The access point allows it, its bucket does not yet.
        (await owner.PutAccessPointPolicyAsync("point", granted)).Expect(200);
        var barred = (await user.GetAsync(key)).Refused(403, "AccessDenied");
        Assert.Contains($"\"arn:aws:s3:::{bucket}/dir/key\"", barred.Message, StringComparison.Ordinal);
        (await owner.PutDocumentAsync($"/{bucket}?policy", Delegation(bucket, owner.AccountId))).Expect(204);
        (await user.GetAsync(key)).Expect(200);
        // Only through the access point, and only what it grants.
        (await user.GetAsync($"/{bucket}/dir/key")).Refused(403, "AccessDenied");
        (await user.PutAsync(key, "x")).Refused(403, "AccessDenied");
        (await user.GetAsync($"/{alias}")).Refused(403, "AccessDenied");
        // An identity policy on the access point does as well as the access point's own.
        (await owner.ControlAsync("DELETE", "accesspoint/point/policy")).Expect(204);
        (await user.GetAsync(key)).Refused(403, "AccessDenied");
        var other = owner.As(await owner.Client.NewUserAsync("joe", Documents.Allow("s3:GetObject", $"{Arn(owner, "point")}/object/*")));
        (await other.GetAsync(key)).Expect(200);
        // A deny of either side wins.
        (
            await owner.PutAccessPointPolicyAsync(
                "point",
                Policy(Statement("\"*\"", "\"s3:GetObject\"", $"\"{Arn(owner, "point")}/object/*\"", effect: "Deny"))
            )
        ).Expect(200);
        (await other.GetAsync(key)).Refused(403, "AccessDenied");
    }

    [Fact]
    public async Task A_bucket_policy_lets_nobody_in_but_through_access_points()
    {
        var (owner, bucket) = await NewBucketAsync();
        var alias = await owner.NewAccessPointAsync("point", bucket);
        var user = owner.As(await owner.Client.NewUserAsync("dev", Documents.Allow("s3:*")));
        (
            await owner.PutDocumentAsync(
                $"/{bucket}?policy",
                Policy(
                    Statement(
                        "\"*\"",
                        "\"s3:GetObject\"",
                        $"\"arn:aws:s3:::{bucket}/*\"",
                        $$"""
                        {"ArnNotLikeIfExists":{"s3:DataAccessPointArn":"arn:aws:s3:*:{{owner.AccountId}}:accesspoint/*"},
                         "StringNotEquals":{"s3:AccessPointNetworkOrigin":"Internet"} }
                        """,
                        "Deny"
                    )
                )
            )
        ).Expect(204);
        (await user.GetAsync($"/{bucket}/dir/key")).Refused(403, "AccessDenied");
        (await user.GetAsync($"/{alias}/dir/key")).Expect(200);
    }

    [Fact]
    public async Task Another_account_comes_in_where_its_own_side_the_access_point_and_the_bucket_allow_it()
    {
        var (owner, bucket) = await NewBucketAsync();
        var alias = await owner.NewAccessPointAsync("point", bucket);
        var guest = await server.NewS3Async();
        var user = guest.As(await guest.Client.NewUserAsync("dev", Documents.Allow("s3:GetObject", $"{Arn(owner, "point")}/object/*")));
        var key = $"/{alias}/dir/key";
        (await user.GetAsync(key)).Refused(403, "AccessDenied", "Access Denied");
        (
            await owner.PutAccessPointPolicyAsync(
                "point",
                Policy(Statement($$"""{"AWS":"{{guest.AccountId}}"}""", "\"s3:GetObject\"", $"\"{Arn(owner, "point")}/object/*\""))
            )
        ).Expect(200);
        (await user.GetAsync(key)).Refused(403, "AccessDenied");
        (await owner.PutDocumentAsync($"/{bucket}?policy", Delegation(bucket, owner.AccountId))).Expect(204);
        (await user.GetAsync(key)).Expect(200);
        var without = guest.As(await guest.Client.NewUserAsync("nobody"));
        (await without.GetAsync(key)).Refused(403, "AccessDenied");
        var denied = guest.As(
            await guest.Client.NewUserAsync(
                "denied",
                $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},
                 {"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::{{bucket}}/*"}]}
                """
            )
        );
        (await denied.GetAsync(key)).Refused(403, "AccessDenied");
    }

    [Fact]
    public async Task An_access_point_to_another_account_s_bucket_needs_that_bucket_s_policy()
    {
        var (owner, bucket) = await NewBucketAsync();
        var guest = await server.NewS3Async();
        (
            await guest.ControlAsync(
                "PUT",
                "accesspoint/far",
                $"<CreateAccessPointRequest><Bucket>{bucket}</Bucket></CreateAccessPointRequest>"
            )
        ).Refused(400, "InvalidRequest");
        var alias = await guest.NewAccessPointAsync("far", bucket, $"<BucketAccountId>{owner.AccountId}</BucketAccountId>");
        (await guest.GetAsync($"/{alias}/dir/key")).Refused(403, "AccessDenied");
        (await owner.PutDocumentAsync($"/{bucket}?policy", Delegation(bucket, guest.AccountId))).Expect(204);
        Assert.Equal("data", (await guest.GetAsync($"/{alias}/dir/key")).Expect(200).Text);
        // Another bucket with the same name is not meant.
        (await owner.SendAsync("DELETE", $"/{bucket}/dir/key")).Expect(204);
        (await owner.SendAsync("DELETE", $"/{bucket}")).Expect(204);
        (await owner.SendAsync("PUT", $"/{bucket}")).Expect(200);
        (await guest.GetAsync($"/{alias}/dir/key")).Refused(404, "NoSuchBucket");
    }

    [Fact]
    public async Task A_policy_is_the_access_point_s_own()
    {
        var (s3, bucket) = await NewBucketAsync();
        await s3.NewAccessPointAsync("point", bucket);
        (await s3.ControlAsync("GET", "accesspoint/point/policy")).Refused(
            404,
            "NoSuchAccessPointPolicy",
            "The specified accesspoint policy does not exist"
        );
        (await s3.ControlAsync("GET", "accesspoint/point/policyStatus")).Refused(404, "NoSuchAccessPointPolicy");
        (await s3.PutAccessPointPolicyAsync("none", "{}")).Refused(404, "NoSuchAccessPoint");
        var account = $$"""{"AWS":"{{s3.AccountId}}"}""";
        foreach (
            var (policy, message) in new[]
            {
                ("no json", "Policies must be valid JSON and the first byte must be '{'"),
                (Policy(Statement(account, "\"s3:GetObject\"", $"\"arn:aws:s3:::{bucket}/*\"")), "Policy has invalid resource"),
                (Policy(Statement(account, "\"s3:GetObject\"", $"\"{Arn(s3, "other")}/object/*\"")), "Policy has invalid resource"),
                (
                    Policy(Statement(account, "\"s3:GetObject\"", $"\"{Arn(s3, "point")}\"")),
                    "Action does not apply to any resource(s) in statement"
                ),
                (
                    Policy(Statement(account, "\"s3:ListBucket\"", $"\"{Arn(s3, "point")}/object/*\"")),
                    "Action does not apply to any resource(s) in statement"
                ),
                (
                    Policy(
                        Statement(
                            """{"AWS":"arn:aws:iam::111122223333:user/none"}""",
                            "\"s3:GetObject\"",
                            $"\"{Arn(s3, "point")}/object/*\""
                        )
                    ),
                    "Invalid principal in policy"
                ),
            }
        )
            (await s3.PutAccessPointPolicyAsync("point", policy)).Refused(400, "MalformedPolicy", message);
        var good = Policy(
            Statement(account, "\"s3:GetObject\",\"s3:ListBucket\"", $"\"{Arn(s3, "point")}\",\"{Arn(s3, "point")}/object/*\"")
        );
        (await s3.PutAccessPointPolicyAsync("point", good)).Expect(200);
        Assert.True(
            JsonElement.DeepEquals(
                JsonDocument.Parse(good).RootElement,
                JsonDocument.Parse((await s3.ControlAsync("GET", "accesspoint/point/policy")).Expect(200).Element("Policy")).RootElement
            )
        );
        Assert.Equal("false", (await s3.ControlAsync("GET", "accesspoint/point/policyStatus")).Expect(200).Element("IsPublic"));
    }

    [Fact]
    public async Task Block_Public_Access_of_the_point_and_of_the_account_count()
    {
        var (s3, bucket) = await NewBucketAsync();
        (await s3.SendAsync("DELETE", $"/{bucket}?publicAccessBlock")).Expect(204);
        (await s3.PutDocumentAsync($"/{bucket}?policy", Delegation(bucket, s3.AccountId))).Expect(204);
        var everyone = Statement("\"*\"", "\"s3:GetObject\"", "\"RESOURCE/object/*\"");
        await s3.NewAccessPointAsync("blocked", bucket);
        (
            await s3.PutAccessPointPolicyAsync(
                "blocked",
                Policy(everyone.Replace("RESOURCE", Arn(s3, "blocked"), StringComparison.Ordinal))
            )
        ).Refused(403, "AccessDenied");
        var alias = await s3.NewAccessPointAsync(
            "open",
            bucket,
            $"<PublicAccessBlockConfiguration>{ControlClient.Block(false)}</PublicAccessBlockConfiguration>"
        );
        (
            await s3.PutAccessPointPolicyAsync("open", Policy(everyone.Replace("RESOURCE", Arn(s3, "open"), StringComparison.Ordinal)))
        ).Expect(200);
        Assert.Equal("true", (await s3.ControlAsync("GET", "accesspoint/open/policyStatus")).Element("IsPublic"));
        Assert.Equal("data", (await s3.SendUnsignedAsync("GET", $"/{alias}/dir/key")).Expect(200).Text);
        (
            await s3.ControlAsync(
                "PUT",
                "configuration/publicAccessBlock",
                "<PublicAccessBlockConfiguration><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>"
            )
        ).Expect(201);
        (await s3.SendUnsignedAsync("GET", $"/{alias}/dir/key")).Refused(403, "AccessDenied");
        (await s3.GetAsync($"/{alias}/dir/key")).Expect(200);
    }

    [Fact]
    public async Task The_account_s_Block_Public_Access_counts_for_every_bucket()
    {
        var (s3, bucket) = await NewBucketAsync();
        (await s3.ControlAsync("GET", "configuration/publicAccessBlock")).Refused(
            404,
            "NoSuchPublicAccessBlockConfiguration",
            "The public access block configuration was not found"
        );
        (await s3.SendAsync("DELETE", $"/{bucket}?publicAccessBlock")).Expect(204);
        var open = Policy(Statement("\"*\"", "\"s3:GetObject\"", $"\"arn:aws:s3:::{bucket}/*\""));
        (await s3.PutDocumentAsync($"/{bucket}?policy", open)).Expect(204);
        (await s3.SendUnsignedAsync("GET", $"/{bucket}/dir/key")).Expect(200);

        (
            await s3.ControlAsync(
                "PUT",
                "configuration/publicAccessBlock",
                $"<PublicAccessBlockConfiguration>{ControlClient.Block(true)}</PublicAccessBlockConfiguration>"
            )
        ).Expect(201);
        Assert.Equal(
            "true",
            (await s3.ControlAsync("GET", "configuration/publicAccessBlock")).Expect(200).Element("RestrictPublicBuckets")
        );
        (await s3.SendUnsignedAsync("GET", $"/{bucket}/dir/key")).Refused(403, "AccessDenied");
        (await s3.PutDocumentAsync($"/{bucket}?policy", open)).Refused(403, "AccessDenied");
        (await s3.GetAsync($"/{bucket}/dir/key")).Expect(200);
        // The bucket's own settings are what they were.
        (await s3.GetAsync($"/{bucket}?publicAccessBlock")).Refused(404, "NoSuchPublicAccessBlockConfiguration");

        (await s3.ControlAsync("DELETE", "configuration/publicAccessBlock")).Expect(204);
        (await s3.ControlAsync("DELETE", "configuration/publicAccessBlock")).Expect(204);
        (await s3.SendUnsignedAsync("GET", $"/{bucket}/dir/key")).Expect(200);
    }
}
