using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Website;

/// <summary>A bucket at its website's host name.</summary>
[Collection(ServerCollection.Name)]
public class WebsiteTests(TestServer server)
{
    const string Plain = "<IndexDocument><Suffix>index.html</Suffix></IndexDocument><ErrorDocument><Key>error.html</Key></ErrorDocument>";

    async Task<(S3Client S3, S3Client Visitor, string Bucket)> NewSiteAsync(
        string configuration = Plain,
        bool isOpen = true,
        bool isListed = true
    )
    {
        var s3 = await server.NewS3Async();
        var bucket = await s3.NewBucketAsync();
        (await s3.PutDocumentAsync($"/{bucket}?website", $"<WebsiteConfiguration>{configuration}</WebsiteConfiguration>")).Expect(200);
        foreach (var key in new[] { "index.html", "docs/index.html", "page.html" })
            (await s3.PutAsync($"/{bucket}/{key}", key, ("Content-Type", "text/html"))).Expect(200);
        (await s3.SendAsync("DELETE", $"/{bucket}?publicAccessBlock")).Expect(204);
        var list = isListed
            ? $$""",{"Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"arn:aws:s3:::{{bucket}}"}"""
            : "";
        if (isOpen)
            (
                await s3.PutDocumentAsync(
                    $"/{bucket}?policy",
                    $$"""
                    {"Version":"2012-10-17","Statement":[
                    {"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::{{bucket}}/*"}{{list}}]}
                    """
                )
            ).Expect(204);
        return (s3, s3.AtHost($"{bucket}.s3-website.localhost"), bucket);
    }

    static Task<S3Answer> VisitAsync(S3Client visitor, string path, params (string, string)[] headers) =>
        visitor.SendUnsignedAsync("GET", path, null, headers);

    [Theory]
    [InlineData("/", "index.html")]
    [InlineData("/page.html", "page.html")]
    [InlineData("/docs/", "docs/index.html")]
    public async Task Pages_and_indexes_are_served(string path, string content)
    {
        var (_, visitor, _) = await NewSiteAsync();
        var page = (await VisitAsync(visitor, path)).Expect(200);
        Assert.Equal((content, "text/html"), (page.Text, page.Header("Content-Type")));
        (await VisitAsync(visitor, path, ("If-None-Match", page.Header("ETag")!))).Expect(304);
        Assert.Empty((await visitor.SendUnsignedAsync("HEAD", path)).Expect(200).Body);
    }

    [Fact]
    public async Task What_looks_like_S3_Control_is_no_page_and_no_failure()
    {
        var (_, visitor, _) = await NewSiteAsync();
        var answer = await VisitAsync(visitor, "/v20180820/x", ("x-amz-account-id", "1"));
        Assert.InRange((int)answer.Status, 400, 499);
    }

    [Fact]
    public async Task A_location_that_no_header_can_carry_is_encoded()
    {
        var (_, visitor, _) = await NewSiteAsync(
            "<RedirectAllRequestsTo><HostName>ex\u00e4mple.com</HostName><Protocol>https</Protocol></RedirectAllRequestsTo>"
        );
        Assert.Equal("https://ex%C3%A4mple.com/page.html", (await VisitAsync(visitor, "/page.html")).Expect(301).Header("Location"));
    }

    [Fact]
    public async Task Each_object_that_a_visit_reads_is_decided_by_itself()
    {
        var (s3, visitor, bucket) = await NewSiteAsync(isListed: false);
        (await s3.PutAsync($"/{bucket}/error.html", "sorry")).Expect(200);
        Assert.Equal("sorry", (await VisitAsync(visitor, "/none")).Expect(403).Text);
        var events = await s3.Client.CallAsync("mantle", "ListEvents", ("AccountId", s3.AccountId));
        var read = events.All("member").Last(text => text.Contains("\"eventName\":\"GetObject\"", StringComparison.Ordinal));
        Assert.DoesNotContain("deniedAction", read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_its_slash_leads_to_its_index()
    {
        var (_, visitor, _) = await NewSiteAsync();
        Assert.Equal("/docs/", (await VisitAsync(visitor, "/docs")).Expect(302).Header("Location"));
    }

    [Fact]
    public async Task What_is_missing_is_the_error_document_or_a_page()
    {
        var (s3, visitor, bucket) = await NewSiteAsync();
        var plain = (await VisitAsync(visitor, "/none<b>")).Expect(404);
        Assert.Contains("<li>Code: NoSuchKey</li>", plain.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", plain.Text, StringComparison.Ordinal);
        (await s3.PutAsync($"/{bucket}/error.html", "sorry")).Expect(200);
        Assert.Equal("sorry", (await VisitAsync(visitor, "/none")).Expect(404).Text);
        (await visitor.SendUnsignedAsync("POST", "/page.html", [1])).Expect(405);
    }

    [Fact]
    public async Task Nobody_sees_what_everyone_may_not_read()
    {
        var (s3, visitor, bucket) = await NewSiteAsync(isOpen: false);
        Assert.Contains(
            "<li>Code: AccessDenied</li>",
            (await VisitAsync(visitor, "/page.html")).Expect(403).Text,
            StringComparison.Ordinal
        );
        (await VisitAsync(visitor, "/none")).Expect(403);
        var (_, other, _) = await NewSiteAsync(isListed: false);
        (await VisitAsync(other, "/none")).Expect(403);
        // The owner's signature has no effect here.
        (await visitor.GetAsync("/page.html")).Expect(403);
        (await s3.SendAsync("DELETE", $"/{bucket}?website")).Expect(204);
        Assert.Contains("NoSuchWebsiteConfiguration", (await VisitAsync(visitor, "/")).Expect(404).Text, StringComparison.Ordinal);
        Assert.Contains(
            "NoSuchBucket",
            (await VisitAsync(s3.AtHost("no-such-site.s3-website-us-east-1.amazonaws.com"), "/")).Expect(404).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_site_or_an_object_can_lead_elsewhere()
    {
        var (_, visitor, _) = await NewSiteAsync(
            "<RedirectAllRequestsTo><HostName>example.com</HostName><Protocol>https</Protocol></RedirectAllRequestsTo>"
        );
        Assert.Equal("https://example.com/a/b", (await VisitAsync(visitor, "/a/b")).Expect(301).Header("Location"));
        var (s3, other, bucket) = await NewSiteAsync();
        (await s3.PutAsync($"/{bucket}/moved", "", ("x-amz-website-redirect-location", "/page.html"))).Expect(200);
        Assert.Equal("/page.html", (await VisitAsync(other, "/moved")).Expect(301).Header("Location"));
    }

    [Fact]
    public async Task Rules_route_by_prefix_and_by_error()
    {
        var (_, visitor, bucket) = await NewSiteAsync(
            Plain
                + """
                <RoutingRules>
                <RoutingRule><Condition><KeyPrefixEquals>old/</KeyPrefixEquals></Condition>
                <Redirect><ReplaceKeyPrefixWith>docs/</ReplaceKeyPrefixWith></Redirect></RoutingRule>
                <RoutingRule><Condition><HttpErrorCodeReturnedEquals>404</HttpErrorCodeReturnedEquals></Condition>
                <Redirect><HostName>example.com</HostName><Protocol>https</Protocol>
                <ReplaceKeyWith>lost</ReplaceKeyWith><HttpRedirectCode>307</HttpRedirectCode></Redirect>
                </RoutingRule></RoutingRules>
                """
        );
        Assert.Equal($"http://{bucket}.s3-website.localhost/docs/x", (await VisitAsync(visitor, "/old/x")).Expect(301).Header("Location"));
        Assert.Equal("https://example.com/lost", (await VisitAsync(visitor, "/none")).Expect(307).Header("Location"));
        (await VisitAsync(visitor, "/page.html")).Expect(200);
    }
}
