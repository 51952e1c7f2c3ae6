using System.Diagnostics.CodeAnalysis;

namespace Mantle.Wire.Model;

/// <summary>What a shape is.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The model's own words.")]
public enum ShapeKind
{
    /// <summary>Text.</summary>
    String,

    /// <summary>A whole number of 32 bits.</summary>
    Integer,

    /// <summary>A whole number of 64 bits.</summary>
    Long,

    /// <summary>A number of single precision.</summary>
    Float,

    /// <summary>A number of double precision.</summary>
    Double,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A moment.</summary>
    Timestamp,

    /// <summary>Bytes.</summary>
    Blob,

    /// <summary>A list.</summary>
    List,

    /// <summary>A map.</summary>
    Map,

    /// <summary>Named members.</summary>
    Structure,
}
