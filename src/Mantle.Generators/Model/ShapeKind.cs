using System.Diagnostics.CodeAnalysis;

namespace Mantle.Wire.Model;

/// <summary>The kind of a shape.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The model's own words.")]
public enum ShapeKind
{
    /// <summary>Text.</summary>
    String,

    /// <summary>A 32-bit integer.</summary>
    Integer,

    /// <summary>A 64-bit integer.</summary>
    Long,

    /// <summary>A single-precision number.</summary>
    Float,

    /// <summary>A number of double precision.</summary>
    Double,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A timestamp.</summary>
    Timestamp,

    /// <summary>Bytes.</summary>
    Blob,

    /// <summary>Any JSON value. Only answers can have it.</summary>
    Document,

    /// <summary>A list.</summary>
    List,

    /// <summary>A map.</summary>
    Map,

    /// <summary>A structure with named members.</summary>
    Structure,
}
