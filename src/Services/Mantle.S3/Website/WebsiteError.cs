using System.Net;
using System.Text;
using Mantle.Http;
using Mantle.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Mantle.S3.Website;

/// <summary>An error as a website's HTML page, with the API's code and message.</summary>
static class WebsiteError
{
    public static async Task SendAsync(Exchange exchange, ApiException refusal, string? customKey)
    {
        var answer = exchange.Http.Response;
        var title = $"{refusal.HttpStatus} {ReasonPhrases.GetReasonPhrase(refusal.HttpStatus)}";
        var items = new List<(string, string)> { ("Code", refusal.Code), ("Message", refusal.Message) };
        items.AddRange(refusal.Error.Details.Select(member => (member.Key, member.Value)));
        items.Add(("RequestId", exchange.RequestId));
        var page = new StringBuilder($"<html>\n<head><title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n<ul>\n");
        foreach (var (name, value) in items)
            page.Append(CultureInfo.InvariantCulture, $"<li>{name}: {WebUtility.HtmlEncode(value)}</li>\n");
        page.Append("</ul>\n");
        if (customKey is not null)
            page.Append("<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n<ul>\n")
                .Append(CultureInfo.InvariantCulture, $"<li>Key: {WebUtility.HtmlEncode(customKey)}</li>\n</ul>\n");
        var document = Encoding.UTF8.GetBytes(page.Append("<hr/>\n</body>\n</html>\n").ToString());
        answer.StatusCode = refusal.HttpStatus;
        answer.Headers["x-amz-request-id"] = exchange.RequestId;
        answer.Headers["x-amz-error-code"] = refusal.Code;
        answer.Headers["x-amz-error-message"] = refusal.Message;
        answer.ContentType = "text/html; charset=utf-8";
        answer.ContentLength = document.Length;
        if (!HttpMethods.IsHead(exchange.Http.Request.Method))
            await answer.Body.WriteAsync(document);
    }
}
