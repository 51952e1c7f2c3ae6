using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>Timestamp formats: the names of the methods in Mantle.Wire that read and write them.</summary>
static class Moments
{
    public const string Iso8601 = "Iso8601";

    public const string UnixTime = "UnixTime";

    public const string HttpDate = "HttpDate";

    /// <summary>The format of the member or shape; otherwise the given one.</summary>
    public static string Of(ShapeModel shape, MemberModel? member, string otherwise)
    {
        var format = member?.TimestampFormat ?? shape.TimestampFormat;
        return format switch
        {
            "iso8601" => Iso8601,
            "rfc822" => HttpDate,
            "unixTimestamp" => UnixTime,
            _ => otherwise,
        };
    }
}
