using System.Text.Json;
using Mantle.Core.Federation;
using Errors = Mantle.Wire.S3.Errors;

namespace Mantle.S3.Encryption;

/// <summary>
/// The encryption context of a request: a JSON object whose members are texts, in base64
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context"/>).
/// </summary>
static class EncryptionContext
{
    const string Header = "x-amz-server-side-encryption-context";

    /// <exception cref="Wire.ApiException">It has another form.</exception>
    public static void Check(string? context)
    {
        if (context is not null && !IsMap(context))
            throw Errors
                .InvalidArgument(
                    $"The header '{Header}' shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map"
                )
                .With(("ArgumentName", Header), ("ArgumentValue", context));
    }

    static bool IsMap(string context)
    {
        try
        {
            using var document = StrictJson.Parse(Convert.FromBase64String(context), new() { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.EnumerateObject().All(member => member.Value.ValueKind == JsonValueKind.String);
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            return false;
        }
    }
}
