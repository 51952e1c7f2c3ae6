using System.Net;
using System.Text;
using System.Xml.Linq;

namespace Mantle.Server.Tests.Operations.S3;

/// <summary>An answer of S3.</summary>
sealed record S3Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public static async Task<S3Answer> ReadAsync(HttpResponseMessage response) =>
        new(
            response.StatusCode,
            response
                .Headers.Concat(response.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            await response.Content.ReadAsByteArrayAsync()
        );

    public string Text => Encoding.UTF8.GetString(Body);

    public XElement Xml => Plain(XElement.Parse(Text, LoadOptions.PreserveWhitespace));

    public string Code => Element("Code");

    public string Message => Element("Message");

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public string Element(string name) =>
        Xml.Descendants(name).FirstOrDefault()?.Value ?? throw new Xunit.Sdk.XunitException($"The answer has no {name}: {Text}");

    public bool Has(string name) => Xml.Descendants(name).Any();

    public IReadOnlyList<string> All(string name) => [.. Xml.Descendants(name).Select(element => element.Value)];

    public S3Answer Expect(int status)
    {
        Assert.True((int)Status == status, $"{(int)Status} instead of {status}: {Text}");
        return this;
    }

    public S3Answer Refused(int status, string code, string? message = null)
    {
        Expect(status);
        Assert.Equal(code, Code);
        if (message is not null)
            Assert.Equal(message, Message);
        return this;
    }

    static XElement Plain(XElement element) =>
        new(element.Name.LocalName, element.HasElements ? element.Elements().Select(Plain) : element.Value);
}
