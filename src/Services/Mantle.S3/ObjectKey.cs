using System.Text;
using Mantle.Wire.S3;

namespace Mantle.S3;

/// <summary>
/// The rule for object keys: 1,024 bytes of UTF-8 at most
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html"/>).
/// </summary>
static class ObjectKey
{
    const int LongestKey = 1_024;

    /// <summary>Refuses a key of more than 1,024 bytes.</summary>
    public static void Check(string key)
    {
        if (IsTooLong(key))
            throw Errors.KeyTooLongError().With(("Size", Text(Encoding.UTF8.GetByteCount(key))), ("MaxSizeAllowed", Text(LongestKey)));
    }

    public static bool IsTooLong(string key) => key.Length > LongestKey / 3 && Encoding.UTF8.GetByteCount(key) > LongestKey;

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
