// Names that the build fills in.
declare const __APP__: string // the widget's entry, a hashed file name (loader only)
