using System.Text;
using Mantle.Core.Authentication;
using Mantle.Http;
using Mantle.SigV4;
using Mantle.Wire.S3;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Mantle.S3.Front;

/// <summary>
/// A browser's upload form: the fields before its file, and the file as it comes. What follows the file is read and ignored
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html"/>).
/// </summary>
sealed class PostForm
{
    /// <summary>Most bytes before the file.</summary>
    const int LongestHead = 20_480;

    const int BufferSize = 64 << 10,
        LongestBoundary = 70;

    const string FileField = "file",
        MediaType = "multipart/form-data";

    static readonly string[] SignatureFields = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Signature"];

    readonly Dictionary<string, string> fields;
    readonly PostFile file;

    PostForm(Dictionary<string, string> fields, PostFile file, long fileLength)
    {
        this.fields = fields;
        this.file = file;
        FileLength = fileLength;
    }

    /// <summary>The fields before the file, by their case-insensitive names.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields => fields;

    /// <summary>The policy in base64, as it was sent; null where there is none.</summary>
    public string? Policy => Find("policy");

    /// <summary>The form's signature; null for an unsigned form.</summary>
    public PostSignature? Signature { get; private set; }

    /// <summary>Upper limit of the file's length in bytes, from the request's length: fields after the file count too.</summary>
    public long FileLength { get; }

    public string? Find(string name) => fields.GetValueOrDefault(name);

    /// <summary>The file. Only its end proves that the form was complete.</summary>
    public Stream OpenFile() => file;

    /// <summary>Whether an unsigned request is an upload form.</summary>
    public static bool IsSentBy(Exchange exchange) =>
        HttpMethods.IsPost(exchange.Http.Request.Method)
        && exchange.Http.Request.ContentType?.StartsWith(MediaType, StringComparison.OrdinalIgnoreCase) == true
        && new RestXmlRequest(exchange) is { Level: Wire.RestLevel.Bucket, Query.Count: 0 };

    /// <summary>The error for a POST that is not a form.</summary>
    public static Wire.ApiException NotAForm() =>
        Errors.PreconditionFailed().With(("Condition", $"Bucket POST must be of the enclosure-type {MediaType}"));

    /// <summary>Reads the form up to its file.</summary>
    /// <exception cref="Wire.ApiException">It is not a form, has no file, or has too many bytes before the file.</exception>
    public static async ValueTask<PostForm> ReadAsync(Exchange exchange)
    {
        var request = exchange.Http.Request;
        var length = request.ContentLength ?? throw Errors.MissingContentLength();
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).ToString()
            : "";
        if (boundary.Length is 0 or > LongestBoundary || !type!.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
            throw Errors.MalformedPOSTRequest();
        try
        {
            return await ReadAsync(
                new MultipartReader(boundary, exchange.OpenBody(), BufferSize) { HeadersLengthLimit = LongestHead },
                boundary,
                length,
                exchange.Http.RequestAborted
            );
        }
        catch (Exception error) when (PostFile.IsCutShort(error) is { } refusal)
        {
            throw refusal;
        }
    }

    static async ValueTask<PostForm> ReadAsync(MultipartReader reader, string boundary, long length, CancellationToken cancellation)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var head = 0L;
        while (await reader.ReadNextSectionAsync(cancellation) is { } section)
        {
            if (
                !ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                || HeaderUtilities.RemoveQuotes(disposition.Name) is not { Length: > 0 } name
            )
                throw Errors.MalformedPOSTRequest();
            head += HeadLength(boundary, section);
            if (PostFile.Is(section))
            {
                if (head > LongestHead)
                    throw HeadTooLong();
                if (FileName(disposition) is { } fileName)
                    foreach (var (field, value) in fields)
                        fields[field] = value.Replace("${filename}", fileName, StringComparison.Ordinal);
                // The line break before the last boundary, and the two hyphens and the line break around it.
                return new PostForm(
                    fields,
                    new PostFile(reader, section),
                    Math.Max(0, length - head - boundary.Length - "\r\n----\r\n".Length)
                );
            }
            var (text, bytes) = await ReadTextAsync(section.Body, LongestHead - head, cancellation);
            head += bytes + "\r\n".Length;
            if (!fields.TryAdd(name.ToString(), text))
                throw Errors.MalformedPOSTRequest();
        }
        throw PostFile.NotOne(0);
    }

    /// <summary>The form's signature; null where it has none.</summary>
    /// <exception cref="Wire.ApiException">It is incomplete, or cannot be read.</exception>
    public PostSignature? ReadSignature()
    {
        if (Find("AWSAccessKeyId") is not null || Find("signature") is not null)
            throw Errors.InvalidRequest("The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
        if (!SignatureFields.Any(fields.ContainsKey))
            return null;
        foreach (var name in SignatureFields.Append("Policy"))
            if (!fields.ContainsKey(name))
                throw Missing(name);
        if (
            !PostSignature.TryRead(
                fields[SignatureFields[0]],
                fields[SignatureFields[1]],
                fields[SignatureFields[2]],
                fields[SignatureFields[3]],
                out var signature,
                out var error
            )
        )
            throw CredentialErrors.Of(error);
        return Signature = signature;
    }

    public static Wire.ApiException Missing(string field) =>
        Errors
            .InvalidArgument(
                $"Bucket POST must contain a field named '{field}'.  If it is specified, please check the order of the fields."
            )
            .With(("ArgumentName", field), ("ArgumentValue", ""));

    /// <summary>The bytes of a section before its content, as clients write them.</summary>
    static long HeadLength(string boundary, MultipartSection section) =>
        "--\r\n".Length
        + boundary.Length
        + "\r\n".Length
        + section.Headers!.Sum(header =>
            header.Value.Sum(value => Encoding.UTF8.GetByteCount(header.Key) + ": \r\n".Length + Encoding.UTF8.GetByteCount(value ?? ""))
        );

    /// <summary>The part after the last slash or backslash; null for a file without a name.</summary>
    static string? FileName(ContentDispositionHeaderValue disposition)
    {
        var name = disposition.FileNameStar.HasValue
            ? disposition.FileNameStar
            : HeaderUtilities.UnescapeAsQuotedString(disposition.FileName);
        return name.HasValue ? name.ToString()[(name.ToString().LastIndexOfAny(['/', '\\']) + 1)..] : null;
    }

    static async ValueTask<(string Text, int Bytes)> ReadTextAsync(Stream body, long limit, CancellationToken cancellation)
    {
        var buffer = new byte[Math.Max(0, limit) + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        if (length == buffer.Length)
            throw HeadTooLong();
        try
        {
            return (new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(buffer, 0, length), length);
        }
        catch (ArgumentException)
        {
            throw Errors.MalformedPOSTRequest();
        }
    }

    static Wire.ApiException HeadTooLong() =>
        Errors.MaxPostPreDataLengthExceeded().With(("MaxPostPreDataLengthBytes", LongestHead.ToString(CultureInfo.InvariantCulture)));
}
