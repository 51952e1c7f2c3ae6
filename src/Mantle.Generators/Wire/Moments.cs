using Mantle.Wire.Model;

namespace Mantle.Generators;

/// <summary>How a moment is written: the name that readers and writers in Mantle.Wire have for it.</summary>
static class Moments
{
    public const string Iso8601 = "Iso8601";

    public const string UnixTime = "UnixTime";

    public const string HttpDate = "HttpDate";

    /// <summary>The form that member or shape state, else the one given.</summary>
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
