namespace Mantle.Policy;

/// <summary>The families of condition operators; all of one family compare the same kind of value.</summary>
enum OperatorFamily : byte
{
    String,
    StringIgnoreCase,
    StringLike,
    Arn,
    Numeric,
    Date,
    Bool,
    Binary,
    IpAddress,
    Null,
}
