using Mantle.Http;
using Mantle.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Errors = Mantle.Wire.S3.Errors;

namespace Mantle.S3.Front;

/// <summary>
/// The file of an upload form. Its end is reported only at the end of the whole form: what follows the file is read and ignored, so that a
/// truncated form uploads nothing.
/// </summary>
sealed class PostFile(MultipartReader reader, MultipartSection section) : ReadStream
{
    bool ended;

    /// <summary>Whether a part of a form is the file: its field name decides, not whether it has a file name.</summary>
    public static bool Is(MultipartSection section) =>
        ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
        && disposition.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(disposition.Name).Equals("file", StringComparison.OrdinalIgnoreCase);

    public static ApiException NotOne(int count) =>
        Errors
            .InvalidArgument("POST requires exactly one file upload per request.")
            .With(("ArgumentName", "file"), ("ArgumentValue", count.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The error for a form that is cut short; null for every other failure.</summary>
    public static Exception? IsCutShort(Exception error) =>
        error switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => Errors.RequestTimeout(),
            BadHttpRequestException => Errors.IncompleteBody(),
            InvalidDataException or IOException => Errors.MalformedPOSTRequest(),
            _ => null,
        };

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (ended || buffer.IsEmpty)
            return 0;
        try
        {
            if (await section.Body.ReadAsync(buffer, cancellationToken) is > 0 and var count)
                return count;
            for (var files = 1; await reader.ReadNextSectionAsync(cancellationToken) is { } next; )
                if (Is(next))
                    throw NotOne(++files);
            ended = true;
            return 0;
        }
        catch (Exception error) when (IsCutShort(error) is { } refusal)
        {
            throw refusal;
        }
    }
}
