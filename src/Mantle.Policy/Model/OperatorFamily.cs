namespace Mantle.Policy;

/// <summary>The families of condition operators. Operators of a family compare the same kind of value.</summary>
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
