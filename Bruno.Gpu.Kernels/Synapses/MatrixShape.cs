namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>The shape of a dense layer's products: x is [rows, inputs], weights [inputs, outputs], y [rows, outputs].</summary>
public readonly record struct MatrixShape(int Rows, int Inputs, int Outputs);
