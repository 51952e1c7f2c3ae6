using Mantle.Core.Authorization;
using Mantle.Http;
using Mantle.S3.Configurations;
using Mantle.S3.Front;
using Mantle.Wire;
using Mantle.Wire.S3;
using Microsoft.AspNetCore.Http;
using Facts = Mantle.Wire.S3.Operations;

namespace Mantle.S3.Website;

/// <summary>
/// Serves a bucket as a website: index and error documents, redirects and routing rules, for anonymous visitors
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html"/>). A visitor can read the objects for which
/// everyone has <c>s3:GetObject</c>.
/// </summary>
sealed class WebsiteAnswer
{
    readonly Exchange exchange;
    readonly HttpModule module;
    readonly OperationRunner runner;
    readonly Call call;
    readonly string bucket;
    readonly string key;

    WebsiteAnswer(Exchange exchange, HttpModule module, OperationRunner runner, Call call, string bucket)
    {
        (this.exchange, this.module, this.runner, this.call, this.bucket) = (exchange, module, runner, call, bucket);
        key = new RestXmlRequest(exchange).Key ?? "";
    }

    /// <summary>Answers a visitor.</summary>
    public static async Task SendAsync(Exchange exchange, HttpModule module, OperationRunner runner, Call call, string bucket)
    {
        try
        {
            await new WebsiteAnswer(exchange, module, runner, call, bucket).SendAsync();
        }
        catch (ApiException error)
        {
            await WebsiteError.SendAsync(exchange, error, null);
        }
    }

    string Host => exchange.Http.Request.Host.Value ?? "";

    string Scheme => call.Secure ? "https" : "http";

    async Task SendAsync()
    {
        if (!HttpMethods.IsGet(exchange.Http.Request.Method) && !HttpMethods.IsHead(exchange.Http.Request.Method))
            throw Errors.MethodNotAllowed().With(("Method", exchange.Http.Request.Method), ("ResourceType", "OBJECT"));
        var view = await Existing.BucketAsync(call, bucket);
        var site = KeptConfigurations.Website.Find(view.Bucket) ?? throw Errors.NoSuchWebsiteConfiguration().With(("BucketName", bucket));
        if (site.RedirectAllRequestsTo is { } all)
            Redirect(WebsiteRedirect.Of(all, key, Scheme));
        else if (WebsiteRedirect.Of(site.RoutingRules, key, null, Scheme, Host) is { } routed)
            Redirect(routed);
        else
            await SendPageAsync(site);
    }

    async Task SendPageAsync(WebsiteConfiguration site)
    {
        var suffix = site.IndexDocument!.Suffix;
        var named = key.Length == 0 || key.EndsWith('/') ? key + suffix : key;
        var (page, problem) = await TryReadAsync(named);
        if (page is not null)
        {
            await SendAsync(page, null);
            return;
        }
        // The path is a folder without its trailing slash.
        if (named == key && await TryReadAsync($"{key}/{suffix}") is ({ } index, _))
        {
            await index.Body!.DisposeAsync();
            Redirect(new WebsiteRedirect(302, $"/{string.Join('/', key.Split('/').Select(Uri.EscapeDataString))}/"));
            return;
        }
        if (problem!.HttpStatus == StatusCodes.Status304NotModified)
            await module.Protocol.FailAsync(exchange, problem.Error);
        else if (WebsiteRedirect.Of(site.RoutingRules, key, problem.HttpStatus, Scheme, Host) is { } routed)
            Redirect(routed);
        else if (site.ErrorDocument is { } error && await TryReadAsync(error.Key) is ({ } shown, _))
            await SendAsync(shown, problem.HttpStatus);
        else
            await WebsiteError.SendAsync(exchange, problem, site.ErrorDocument?.Key);
    }

    /// <summary>An object that everyone may read, or the error.</summary>
    async Task<(GetObjectOutput? Page, ApiException? Problem)> TryReadAsync(string name)
    {
        // A visit may read more than one object; each is decided and recorded on its own.
        call.Gate.StartOver();
        try
        {
            var request = Facts.GetObject.Bind(new PageRequest(exchange, bucket, name));
            var bound = new BoundRequest(module.Find(Facts.GetObject.Name)!, request);
            return ((GetObjectOutput?)await runner.RunAsync(call, bound, exchange.Http.RequestAborted), null);
        }
        catch (ApiException error)
        {
            return (null, error);
        }
    }

    async Task SendAsync(GetObjectOutput page, int? status)
    {
        if (status is null && page.WebsiteRedirectLocation is { } location)
        {
            await page.Body!.DisposeAsync();
            Redirect(new WebsiteRedirect(301, location));
            return;
        }
        if (status is { } code)
            exchange.Http.Response.OnStarting(() =>
            {
                exchange.Http.Response.StatusCode = code;
                return Task.CompletedTask;
            });
        await module.Protocol.RespondAsync(exchange, Facts.GetObject, page);
    }

    void Redirect(WebsiteRedirect redirect)
    {
        exchange.Http.Response.StatusCode = redirect.Status;
        exchange.Http.Response.Headers.Location = HeaderSafe(redirect.Location);
        exchange.Http.Response.Headers["x-amz-request-id"] = exchange.RequestId;
        exchange.Http.Response.ContentLength = 0;
    }

    /// <summary>A location for a header: what is not printable ASCII is percent-encoded.</summary>
    static string HeaderSafe(string location) =>
        !location.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? location
            : string.Concat(
                location
                    .EnumerateRunes()
                    .Select(rune => rune.Value is >= '!' and <= '~' ? rune.ToString() : Uri.EscapeDataString(rune.ToString()))
            );

    /// <summary>A GetObject request for a page, with the visitor's conditions.</summary>
    sealed class PageRequest(Exchange exchange, string bucket, string name)
        : RestRequest("GET", $"/{Uri.EscapeDataString(name)}", "", bucket)
    {
        static readonly string[] Kept = ["If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "Range"];

        public override string? Header(string name) => Kept.Contains(name, StringComparer.OrdinalIgnoreCase) ? exchange.Header(name) : null;

        public override IEnumerable<KeyValuePair<string, string>> Headers => [];
    }
}
